//! Services with a firewall of their own: databases, storage, vaults, registries, apps. And private endpoints to them.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::vnet::{self, SUBNETS};
use crate::cloud::build::{Builder, Draft, range_peer, switch};
use crate::cloud::endpoint::{Provider, Sort};
use crate::cloud::filter::{Action, Filter, Peer, Rule};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, written};
use crate::ports::{PortSet, Protocol};

/// How a kind of service keeps the internet out.
#[allow(
    clippy::struct_field_names,
    reason = "`kind` is what Terraform's types are called everywhere here"
)]
struct Kind {
    kind: &'static str,
    sort: Sort,
    ports: &'static [i64],
    /// An attribute that puts it into a network.
    within: &'static str,
    guard: Guard,
}

/// The firewall of a service.
enum Guard {
    /// Rules with a first and a last address, as resources that name the server; without any it is closed, or open.
    Rules { kind: &'static str, server: &'static str, ends: [&'static str; 2], open: bool },
    /// A block with a default action and ranges.
    Block { block: &'static str, ranges: &'static str, key: Option<&'static str> },
    /// A list of ranges; without any it is open.
    List(&'static str),
    /// None.
    Open,
}

const ENDS: [&str; 2] = ["start_ip_address", "end_ip_address"];

const fn server(
    kind: &'static str,
    rules: &'static str,
    server: &'static str,
    ports: &'static [i64],
) -> Kind {
    let guard = Guard::Rules { kind: rules, server, ends: ENDS, open: false };
    Kind { kind, sort: Sort::Store, ports, within: "delegated_subnet_id", guard }
}

const fn service(kind: &'static str, sort: Sort, guard: Guard) -> Kind {
    Kind { kind, sort, ports: &[443], within: "", guard }
}

const fn block(block: &'static str, ranges: &'static str, key: Option<&'static str>) -> Guard {
    Guard::Block { block, ranges, key }
}

/// By the provider's documentation of each resource.
const KINDS: &[Kind] = &[
    server("azurerm_mssql_server", "azurerm_mssql_firewall_rule", "server_id", &[1433]),
    server("azurerm_sql_server", "azurerm_sql_firewall_rule", "server_name", &[1433]),
    server("azurerm_postgresql_server", "azurerm_postgresql_firewall_rule", "server_name", &[5432]),
    server(
        "azurerm_postgresql_flexible_server",
        "azurerm_postgresql_flexible_server_firewall_rule",
        "server_id",
        &[5432],
    ),
    server("azurerm_mysql_server", "azurerm_mysql_firewall_rule", "server_name", &[3306]),
    server(
        "azurerm_mysql_flexible_server",
        "azurerm_mysql_flexible_server_firewall_rule",
        "server_name",
        &[3306],
    ),
    server("azurerm_mariadb_server", "azurerm_mariadb_firewall_rule", "server_name", &[3306]),
    Kind {
        kind: "azurerm_redis_cache",
        sort: Sort::Store,
        ports: &[6380],
        within: "subnet_id",
        guard: Guard::Rules {
            kind: "azurerm_redis_firewall_rule",
            server: "redis_cache_name",
            ends: ["start_ip", "end_ip"],
            open: true,
        },
    },
    service("azurerm_storage_account", Sort::Store, block("network_rules", "ip_rules", None)),
    service("azurerm_key_vault", Sort::Store, block("network_acls", "ip_rules", None)),
    service("azurerm_cosmosdb_account", Sort::Store, Guard::List("ip_range_filter")),
    service(
        "azurerm_container_registry",
        Sort::Store,
        block("network_rule_set", "ip_rule", Some("ip_range")),
    ),
    service("azurerm_cognitive_account", Sort::Service, block("network_acls", "ip_rules", None)),
    service(
        "azurerm_eventhub_namespace",
        Sort::Store,
        block("network_rulesets", "ip_rule", Some("ip_mask")),
    ),
    service(
        "azurerm_servicebus_namespace",
        Sort::Store,
        block("network_rule_set", "ip_rules", None),
    ),
    service("azurerm_linux_web_app", Sort::Service, Guard::Open),
    service("azurerm_windows_web_app", Sort::Service, Guard::Open),
    service("azurerm_linux_function_app", Sort::Service, Guard::Open),
    service("azurerm_windows_function_app", Sort::Service, Guard::Open),
    service("azurerm_api_management", Sort::Service, Guard::Open),
];

pub(crate) fn derive(b: &mut Builder<'_>) {
    for kind in KINDS {
        for resource in b.world.facts.resources(kind.kind) {
            let draft = draft(b, kind, resource);
            b.add(resource, draft);
        }
    }
    for group in b.world.all(&["azurerm_container_group"]) {
        let draft = containers(group);
        b.add(group, draft);
    }
    for app in b.world.all(&["azurerm_container_app"]) {
        let gate = switch(app, "ingress.external_enabled", false, true, "an external ingress");
        let draft = Draft::new(Provider::Azure, Sort::Service);
        b.add(app, draft.way(&["public endpoint"], vec![gate, https()]));
    }
    private_endpoints(b);
}

fn https() -> Gate {
    Gate::ports(PortSet::one(Protocol::Tcp, 443))
}

fn draft(b: &mut Builder<'_>, kind: &Kind, resource: &Resource) -> Draft {
    let ports = kind.ports.iter().map(|p| PortSet::one(Protocol::Tcp, *p));
    let ports = Gate::ports(ports.fold(PortSet::none(), |a, b| a.or(&b)));
    let draft = Draft { inner: ports.clone(), ..Draft::new(Provider::Azure, kind.sort) };
    let within = if kind.within.is_empty() { None } else { Some(resource.at(kind.within)) };
    if let Some(at) = within.filter(|at| !at.is_absent()) {
        return draft
            .way(&["public endpoint"], vec![Gate::is(false, "it is in a network", at.span())]);
    }
    let gates = vec![public(resource), guard(b, kind, resource), ports];
    draft.way(&["public endpoint"], gates)
}

/// Public access is on unless it is turned off; one provider writes it as a word.
fn public(resource: &Resource) -> Gate {
    match resource.at("public_network_access") {
        At::Set(node) => {
            let on = !node.as_str().is_some_and(|w| w.eq_ignore_ascii_case("disabled"));
            Gate::is(on, "public_network_access", node.span)
        }
        _ => switch(resource, "public_network_access_enabled", true, true, "a public endpoint"),
    }
}

fn guard(b: &mut Builder<'_>, kind: &Kind, resource: &Resource) -> Gate {
    match kind.guard {
        Guard::Rules { kind, server, ends, open } => rules(b, resource, (kind, server, ends), open),
        Guard::Block { block, ranges, key } => {
            let beside = &["azurerm_storage_account_network_rules"];
            let mut beside = b.world.all(beside).filter(|r| {
                let links = b.world.links(r, "storage_account_id", &[&*resource.kind], &["id"]);
                links.iter().any(|l| l.resource().is_some_and(|t| std::ptr::eq(t, resource)))
            });
            if let Some(rules) = beside.next() {
                return of_block(b, At::Set(&rules.attrs), ranges, key, rules.header);
            }
            of_block(b, written(resource, block), ranges, key, resource.header)
        }
        Guard::List(path) => of_list(b, resource, path),
        Guard::Open => restrictions(b, resource),
    }
}

/// Rules with a first and a last address. 0.0.0.0 to 0.0.0.0 means whatever is in Azure.
fn rules(
    b: &mut Builder<'_>,
    resource: &Resource,
    (kind, server, ends): (&'static str, &'static str, [&'static str; 2]),
    open: bool,
) -> Gate {
    let own = [&*resource.kind];
    let mut found = vec![];
    for rule in b.world.facts.resources(kind) {
        let links = b.world.links(rule, server, &own, &["name", "id"]);
        if !links.iter().any(|l| l.resource().is_some_and(|t| std::ptr::eq(t, resource))) {
            continue;
        }
        let texts = ends.map(|end| rule.at(end).str());
        let peer = match texts {
            [Some("0.0.0.0"), Some("0.0.0.0")] => Peer::Named("Azure services".into()),
            [Some(first), Some(last)] => range_peer(&format!("{first}-{last}")),
            _ => Peer::Unknown("an address of a firewall rule is not known".into()),
        };
        let what = format!("firewall rule {}", rule.address);
        found.push(Rule::new(Action::Allow, vec![peer], PortSet::all(), &what, rule.header));
    }
    if found.is_empty() {
        let what = if open { "no firewall rule: open" } else { "no firewall rule admits anyone" };
        return Gate::is(open, what, resource.header);
    }
    let last = Some((Action::Deny, "no firewall rule admits it".into(), resource.header));
    Gate::Filter(b.filter(Filter { rules: found, last }))
}

/// A block with a default action; without the block everyone is let in.
fn of_block(b: &mut Builder<'_>, at: At<'_>, ranges: &str, key: Option<&str>, head: Span) -> Gate {
    let block = match at {
        At::Absent(_) => return Gate::is(true, "no network rules: everyone is let in", head),
        At::Unknown(node) => return Gate::perhaps("network rules", node.span, node.cause()),
        At::Set(node) => node.one_or_many().first(),
    };
    let Some(block) = block else {
        return Gate::is(true, "no network rules: everyone is let in", head);
    };
    let action = Value::text(block.at("default_action"), "Allow");
    let last = match action.known() {
        Some(word) if word.eq_ignore_ascii_case("deny") => Action::Deny,
        Some(_) => Action::Allow,
        None => Action::Either,
    };
    let ranges = block.at(ranges);
    let mut rules: Vec<Rule> = match ranges {
        At::Unknown(node) => vec![allowed(Peer::Unknown(node.cause().into()), node.span)],
        at => at.list().iter().map(|n| range(n, key)).collect(),
    };
    rules.push(Rule {
        cause: (last == Action::Either).then(|| "the default action is not known".into()),
        ..Rule::new(last, vec![Peer::Everyone], PortSet::all(), &default_of(last), action.span())
    });
    Gate::Filter(b.filter(Filter { rules, last: None }))
}

fn default_of(action: Action) -> String {
    let word = match action {
        Action::Allow => "Allow",
        Action::Deny => "Deny",
        Action::Either => "not known",
    };
    format!("default_action = {word}")
}

fn allowed(peer: Peer, at: Span) -> Rule {
    Rule::new(Action::Allow, vec![peer], PortSet::all(), "a network rule", at)
}

fn range(node: &Node, key: Option<&str>) -> Rule {
    let at = key.map_or(At::Set(node), |key| node.at(key));
    match at.str() {
        Some(text) => allowed(range_peer(text), node.span),
        None => allowed(Peer::Unknown("a range is not known".into()), node.span),
    }
}

/// Ranges as a list or with commas; networks count as well where they are filtered by.
fn of_list(b: &mut Builder<'_>, resource: &Resource, path: &str) -> Gate {
    let at = written(resource, path);
    if let At::Unknown(node) = at {
        return Gate::perhaps("the firewall", node.span, node.cause());
    }
    let each = at.list().iter().filter_map(|n| Some((n.as_str()?, n.span)));
    let texts = each.flat_map(|(text, at)| text.split(',').map(move |t| (t.trim(), at)));
    let rules: Vec<Rule> = texts
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, at)| match text {
            "0.0.0.0" => allowed(Peer::Named("Azure services".into()), at),
            text => allowed(range_peer(text), at),
        })
        .collect();
    let by_network = resource.bool("is_virtual_network_filter_enabled", false);
    if rules.is_empty() {
        let open = !by_network.is(&true);
        let what =
            if open { "no firewall: everyone is let in" } else { "networks only are let in" };
        return Gate::is(open, what, by_network.span());
    }
    let last = Some((Action::Deny, "the firewall names others only".into(), at.span()));
    Gate::Filter(b.filter(Filter { rules, last }))
}

/// Restrictions of apps, by priority.
fn restrictions(b: &mut Builder<'_>, resource: &Resource) -> Gate {
    let at = resource.at("site_config.ip_restriction");
    if let At::Unknown(node) = at {
        return Gate::perhaps("access restrictions", node.span, node.cause());
    }
    if at.list().is_empty() {
        return Gate::All(vec![]);
    }
    let mut rules: Vec<(i64, Rule)> = at.list().iter().map(restriction).collect();
    rules.sort_by_key(|(priority, _)| *priority);
    let word = resource.text("site_config.ip_restriction_default_action", "Allow");
    let deny = word.known().is_some_and(|w| w.eq_ignore_ascii_case("deny"));
    let last = if deny { Action::Deny } else { Action::Allow };
    let last = Some((last, "ip_restriction_default_action".into(), word.span()));
    let rules = rules.into_iter().map(|(_, rule)| rule).collect();
    Gate::Filter(b.filter(Filter { rules, last }))
}

fn restriction(node: &Node) -> (i64, Rule) {
    let deny = node.at("action").str().is_some_and(|a| a.eq_ignore_ascii_case("deny"));
    let action = if deny { Action::Deny } else { Action::Allow };
    let peer = match (node.at("ip_address").str(), node.at("service_tag").str()) {
        (Some(text), _) => range_peer(text),
        (None, Some(tag)) => Peer::Named(tag.into()),
        (None, None) if node.at("virtual_network_subnet_id").is_absent() => {
            Peer::Unknown("a restriction names nobody that is known".into())
        }
        (None, None) => Peer::Inside,
    };
    let priority = Value::int(node.at("priority"), 65_000).known().copied().unwrap_or(65_000);
    let what = node.at("name").str().unwrap_or("an access restriction");
    (priority, Rule::new(action, vec![peer], PortSet::all(), what, node.span))
}

/// Containers are public unless they are put into a network.
fn containers(group: &Resource) -> Draft {
    let kind = group.text("ip_address_type", "Public");
    let public = match kind.known() {
        Some(word) => {
            let public = word.eq_ignore_ascii_case("public");
            Gate::is(public, format!("ip_address_type = {word}"), kind.span())
        }
        None => Gate::perhaps("a public address", kind.span(), "ip_address_type is not known"),
    };
    let own = group.blocks("exposed_port").iter();
    let each = group.blocks("container").iter().flat_map(|c| c.at("ports").list());
    let ports = own.chain(each).map(|n| {
        let protocol = n.at("protocol").str().and_then(Protocol::read).unwrap_or(Protocol::Tcp);
        match Value::int(n.at("port"), 0).known() {
            Some(port) => PortSet::one(protocol, *port),
            None => PortSet::every(protocol),
        }
    });
    let ports = Gate::ports(ports.fold(PortSet::none(), |a, b| a.or(&b)));
    Draft::new(Provider::Azure, Sort::Service).way(&["public address"], vec![public, ports])
}

/// A private endpoint puts the service behind it into its network.
fn private_endpoints(b: &mut Builder<'_>) {
    for endpoint in b.world.all(&["azurerm_private_endpoint"]) {
        let at = endpoint.at("private_service_connection.private_connection_resource_id");
        let kinds: Vec<&str> = KINDS.iter().map(|k| k.kind).collect();
        let target = b.world.links_in(endpoint, at, &kinds, &["id"]);
        let subnet = b.world.link(endpoint, "subnet_id", SUBNETS);
        let (Some(Link::To(target)), Some(subnet)) = (target.into_iter().next(), subnet) else {
            continue;
        };
        let network = vnet::network(b.world, subnet);
        let id = b.endpoint_of(target);
        let Some(service) = id.and_then(|id| b.endpoint_mut(id)) else { continue };
        service.network = network;
        vnet::addresses(subnet, &mut service.party);
    }
}

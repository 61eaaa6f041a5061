//! Azure rule opens administration to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Span, Verdict};

/// Azure rule opens administration to the Internet.
pub struct NsgOpenAdminPorts;

impl Check for NsgOpenAdminPorts {
    const META: Meta = Meta::new(
        "cloud/nsg-open-admin-ports",
        "Azure rule opens administration to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Azure-7.1", "CIS-Azure-7.2"])
    .aliases(&[
        "3e3c175e-aadf-4e2b-a464-3fdac5748d24",
        "CKV_AZURE_10",
        "AZU-0050",
        "efbf6449-5ec5-4cfe-8f15-acc51e0d787c",
        "CKV_AZURE_9",
        "AZU-0048",
        "AZU-0047",
        "0ac9abbc-6d7a-41cf-af23-2e57ddb3dbfc",
        "594c198b-4d79-41b8-9b36-fde13348b619",
        "AZU-0074",
    ]);
    const TYPES: &'static [&'static str] =
        &["azurerm_network_security_rule", "azurerm_network_security_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let rules: Vec<&Node> = if &*on.kind == "azurerm_network_security_rule" {
            vec![&on.attrs]
        } else {
            on.blocks("security_rule").iter().collect()
        };
        if rules.is_empty() {
            return Verdict::NotApplicable;
        }
        let failures = rules.iter().filter_map(|r| open(r)).map(|(span, ports)| {
            Failure::new(span, format!("`{}` admits the Internet to port {ports}", on.name))
                .key(ports)
        });
        let failures: Vec<Failure> = failures.collect();
        if failures.is_empty() && rules.iter().any(|r| is_unsure(r)) {
            return Verdict::unknown(on.header, "a rule's source or ports are not known");
        }
        Verdict::of(failures, on.header, "no rule opens administration to the Internet")
    }
}

/// Could the rule open administration, for all that is known of it?
fn is_unsure(rule: &Node) -> bool {
    let is =
        |name: &str, want: &str| rule.at(name).str().is_some_and(|v| v.eq_ignore_ascii_case(want));
    let fields = [
        "direction",
        "access",
        "source_address_prefix",
        "source_address_prefixes",
        "destination_port_range",
        "destination_port_ranges",
    ];
    let unsure = |f: &str| match rule.at(f) {
        At::Unknown(_) => true,
        At::Set(node) => node.has_unknown(),
        At::Absent(_) => false,
    };
    !is("direction", "Outbound")
        && !is("access", "Deny")
        && (rule.is_unknown() || fields.iter().any(|f| unsure(f)))
}

fn open(rule: &Node) -> Option<(Span, String)> {
    let is =
        |name: &str, want: &str| rule.at(name).str().is_some_and(|v| v.eq_ignore_ascii_case(want));
    if !is("direction", "Inbound")
        || !is("access", "Allow")
        || is("protocol", "Udp")
        || is("protocol", "Icmp")
    {
        return None;
    }
    let sources = rule
        .at("source_address_prefix")
        .list()
        .iter()
        .chain(rule.at("source_address_prefixes").list());
    let source = sources.into_iter().find(|n| {
        n.as_str()
            .is_some_and(|s| matches!(s, "*" | "Internet" | "Any" | "any") || firewall::is_world(s))
    })?;
    let ports = rule
        .at("destination_port_range")
        .list()
        .iter()
        .chain(rule.at("destination_port_ranges").list());
    let port = ports
        .filter_map(Node::scalar)
        .find(|p| [22, 3389, 10250].iter().any(|n| covers_port(p, *n)))?;
    Some((source.span, port))
}

fn covers_port(range: &str, port: u32) -> bool {
    let (from, to) = range.split_once('-').unwrap_or((range, range));
    range == "*"
        || matches!((from.trim().parse::<u32>(), to.trim().parse::<u32>()), (Ok(a), Ok(b)) if a <= port && port <= b)
}

//! Firewall rules of a network: by priority, refusing before admitting, then the implied two.

use std::collections::HashMap;

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::network::{self, DEFAULT};
use super::policy;
use crate::cloud::build::{Builder, range_peer};
use crate::cloud::filter::{Action, Filter, Peer, Rule};
use crate::cloud::gate::{FilterId, Gate};
use crate::cloud::link::{Link, World, mark};
use crate::ports::{PortSet, Protocol};

const ACCOUNTS: &[&str] = &["google_service_account"];

/// Which way a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Way {
    /// In.
    Ingress,
    /// Out.
    Egress,
}

impl Way {
    /// Is a rule of `resource` about it?
    pub(crate) fn is_of(self, resource: &Resource) -> bool {
        let egress =
            resource.at("direction").str().is_some_and(|d| d.eq_ignore_ascii_case("EGRESS"));
        egress == (self == Self::Egress)
    }
}

/// All firewall rules, by network.
pub(crate) struct Firewalls<'a> {
    world: World<'a>,
    of: HashMap<Box<str>, Vec<&'a Resource>>,
    /// Rules whose network is not known, by root, with the cause.
    astray: Vec<(&'a Resource, Box<str>)>,
    made: HashMap<(Box<str>, Box<str>, Way), FilterId>,
}

impl<'a> Firewalls<'a> {
    pub(crate) fn new(world: World<'a>) -> Self {
        let mut of: HashMap<Box<str>, Vec<&Resource>> = HashMap::new();
        let mut astray = vec![];
        for rule in world.all(&["google_compute_firewall"]) {
            match network::named(world, rule, rule.at("network")) {
                Ok((network, _)) => of.entry(network).or_default().push(rule),
                Err(cause) => astray.push((rule, cause)),
            }
        }
        Self { world, of, astray, made: HashMap::new() }
    }

    /// The rules of the network of `user`, which stands for where rules that nobody writes are.
    pub(crate) fn gate(
        &mut self,
        b: &mut Builder<'a>,
        network: &str,
        resource: Option<&'a Resource>,
        user: &'a Resource,
        way: Way,
    ) -> Gate {
        let key = (Box::from(network), user.root.clone(), way);
        if let Some(id) = self.made.get(&key) {
            return Gate::Filter(*id);
        }
        let at = resource.map_or(user.header, |r| r.header);
        let mut rules: Vec<((i64, Action), Rule)> = vec![];
        let own = self.of.get(network).into_iter().flatten().copied();
        let own = own.filter(|r| r.root == user.root).map(|r| (r, None));
        let astray = self.astray.iter().filter(|(r, _)| r.root == user.root);
        let astray = astray.map(|(r, cause)| (*r, Some(cause.clone())));
        for (rule, cause) in own.chain(astray) {
            if way.is_of(rule) && !rule.bool("disabled", false).is(&true) {
                rules.extend(self.read(rule, cause, way));
            }
        }
        if network == DEFAULT && way == Way::Ingress {
            rules.extend(defaults(at));
        }
        rules.sort_by_key(|((priority, action), _)| (*priority, *action == Action::Allow));
        let classic: Vec<Rule> = rules.into_iter().map(|(_, rule)| rule).collect();
        let filter = policy::around(self.world, (network, resource), classic, way, at);
        let id = b.filter(filter);
        self.made.insert(key, id);
        Gate::Filter(id)
    }

    fn read(
        &self,
        rule: &'a Resource,
        astray: Option<Box<str>>,
        way: Way,
    ) -> Vec<((i64, Action), Rule)> {
        let priority = rule.int("priority", 1000);
        let open = priority.is_unknown() || rule.bool("disabled", false).is_unknown();
        let (peers, own) = (self.peers(rule, way), self.targets(rule));
        let mut found = vec![];
        for (name, action) in [("allow", Action::Allow), ("deny", Action::Deny)] {
            let blocks = match rule.at(name) {
                At::Unknown(node) => std::slice::from_ref(node),
                at => at.list(),
            };
            for block in blocks {
                let (ports, perhaps, cause) = ports(block, "protocol");
                let what = format!("firewall rule {}", rule.address);
                let mut made = Rule::new(action, peers.clone(), ports, &what, block.span);
                (made.perhaps, made.own) = (perhaps, own.clone());
                made.certain = astray.is_none() && !open;
                made.cause = cause.or_else(|| astray.clone()).or_else(|| {
                    open.then(|| "the priority of a firewall rule is not known".into())
                });
                let number = priority.known().copied().unwrap_or(0);
                found.push(((number, action), made));
            }
        }
        found
    }

    /// Whom a rule is about: ranges, tags, accounts. Without any: everyone.
    fn peers(&self, rule: &'a Resource, way: Way) -> Vec<Peer> {
        let ranges = if way == Way::Ingress { "source_ranges" } else { "destination_ranges" };
        let mut peers = ranges_of(rule.at(ranges));
        if way == Way::Ingress {
            peers.extend(tags(rule.at("source_tags")));
            peers.extend(accounts(self.world, rule, rule.at("source_service_accounts")));
        }
        if peers.is_empty() {
            peers.push(Peer::Everyone);
        }
        peers
    }

    /// What a rule applies to: tags or accounts. Without any: everything in the network.
    fn targets(&self, rule: &'a Resource) -> Vec<Peer> {
        let mut own = tags(rule.at("target_tags"));
        own.extend(accounts(self.world, rule, rule.at("target_service_accounts")));
        own
    }
}

/// Ranges as peers.
pub(crate) fn ranges_of(at: At<'_>) -> Vec<Peer> {
    let one = |n: &Node| match n.as_str() {
        Some(text) => range_peer(text),
        None if n.cause().starts_with("known after apply") => Peer::UnknownInside(n.cause().into()),
        None => Peer::Unknown(n.cause().into()),
    };
    match at {
        At::Unknown(node) => vec![one(node)],
        at => at.list().iter().map(one).collect(),
    }
}

fn tags(at: At<'_>) -> Vec<Peer> {
    let one = |n: &Node| match n.as_str() {
        Some(tag) => Peer::Mark(format!("tag:{tag}").into()),
        None => Peer::UnknownInside(n.cause().into()),
    };
    match at {
        At::Unknown(node) => vec![one(node)],
        at => at.list().iter().map(one).collect(),
    }
}

/// Service accounts, by mail address or by reference.
pub(crate) fn accounts<'a>(world: World<'a>, owner: &'a Resource, at: At<'a>) -> Vec<Peer> {
    let links = world.links_in(owner, at, ACCOUNTS, &["email"]);
    links
        .into_iter()
        .map(|link| match account(link) {
            Ok(mark) => Peer::Mark(mark),
            Err(cause) => Peer::UnknownInside(cause),
        })
        .collect()
}

/// The mark of an account. Its short name stands for it where the mail address is known after apply only.
pub(crate) fn account(link: Link<'_>) -> Result<Box<str>, Box<str>> {
    match link {
        Link::To(account) => match account.at("account_id").str() {
            Some(id) => Ok(format!("account:{id}").into()),
            None => Ok(mark("account", account)),
        },
        Link::Text(mail, _) => {
            Ok(format!("account:{}", mail.split('@').next().unwrap_or(mail)).into())
        }
        Link::Unknown(cause, _) => Err(cause.into()),
    }
}

/// The ports of a block: for certain, perhaps, and why the latter. Without a list all of the protocol.
pub(crate) fn ports(block: &Node, protocol: &str) -> (PortSet, PortSet, Option<Box<str>>) {
    let unknown = |set, cause: &str| (PortSet::none(), set, Some(Box::from(cause)));
    let Some(name) = block.at(protocol).node().and_then(Node::scalar) else {
        return unknown(PortSet::all(), "the protocol of a rule is not known");
    };
    let protocol = match name.to_ascii_lowercase().as_str() {
        "all" => return (PortSet::all(), PortSet::none(), None),
        "tcp" | "6" => Protocol::Tcp,
        "udp" | "17" => Protocol::Udp,
        "sctp" | "132" => Protocol::Sctp,
        _ => return (PortSet::none(), PortSet::none(), None),
    };
    let at = block.at("ports");
    if at.is_unknown() || at.list().iter().any(Node::is_unknown) {
        return unknown(PortSet::every(protocol), "the ports of a rule are not known");
    }
    if at.list().is_empty() {
        return (PortSet::every(protocol), PortSet::none(), None);
    }
    let texts = at.list().iter().filter_map(Node::scalar);
    let range = |text: String| {
        let (low, high) = text.split_once('-').unwrap_or((&text, &text));
        match (low.trim().parse(), high.trim().parse()) {
            (Ok(low), Ok(high)) => PortSet::range(protocol, low, high),
            _ => PortSet::none(),
        }
    };
    (texts.map(range).fold(PortSet::none(), |a, b| a.or(&b)), PortSet::none(), None)
}

/// The rules that the default network comes with (Google Cloud, "pre-populated rules in the default network").
fn defaults(at: Span) -> Vec<((i64, Action), Rule)> {
    let tcp = |port| PortSet::one(Protocol::Tcp, port);
    let rule = |name: &str, peer, ports| {
        let what = format!("{name} of the default network");
        ((65_534, Action::Allow), Rule::new(Action::Allow, vec![peer], ports, &what, at))
    };
    vec![
        rule("default-allow-internal", range_peer("10.128.0.0/9"), PortSet::all()),
        rule("default-allow-ssh", Peer::Everyone, tcp(22)),
        rule("default-allow-rdp", Peer::Everyone, tcp(3389)),
    ]
}

/// A number with the default that the platform gives.
pub(crate) fn priority(resource: &Resource) -> Value<i64> {
    resource.int("priority", 0)
}

/// What follows all rules: nothing in, everything out.
pub(crate) fn implied(rules: Vec<Rule>, way: Way, at: Span) -> Filter {
    let last = match way {
        Way::Ingress => {
            (Action::Deny, "no firewall rule admits it: implied deny of ingress".into(), at)
        }
        Way::Egress => (Action::Allow, "implied allow of egress".into(), at),
    };
    Filter { rules, last: Some(last) }
}

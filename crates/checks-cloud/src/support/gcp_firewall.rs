//! Rules of Google firewalls in one shape: rules of a network, and rules of firewall policies.

use ringfort_check::facts::cloud::firewall::is_world;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Scene, Span, Verdict};

/// Types that hold one rule.
pub(crate) const TYPES: &[&str] = &[
    "google_compute_firewall",
    "google_compute_firewall_policy_rule",
    "google_compute_network_firewall_policy_rule",
    "google_compute_region_network_firewall_policy_rule",
];

/// Which way the packets go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Into the network.
    Ingress,
    /// Out of it.
    Egress,
}

/// Who is at the other end of a rule.
#[derive(Clone, Copy)]
pub(crate) enum Peer<'a> {
    /// The Internet, said here.
    World(Span),
    /// Named addresses, tags or accounts.
    Named,
    /// Not known, and why.
    Open(Span, &'a str),
}

/// What a rule lets through: a protocol with its ports.
pub(crate) struct Traffic<'a> {
    protocol: Option<&'a str>,
    ports: At<'a>,
    /// Where it is written.
    pub(crate) span: Span,
}

impl<'a> Traffic<'a> {
    fn read(block: &'a Node, protocol: &str) -> Self {
        Self { protocol: block.at(protocol).str(), ports: block.at("ports"), span: block.span }
    }

    /// Is it TCP, or everything? `None` if not known.
    fn is_tcp(&self) -> Option<bool> {
        let protocol = self.protocol?;
        Some(["tcp", "6", "all"].iter().any(|p| protocol.eq_ignore_ascii_case(p)))
    }

    /// The ranges of ports with their places; empty for all. `None` if one is not known.
    pub(crate) fn ranges(&self) -> Option<Vec<(u32, u32, Span)>> {
        if self.ports.is_unknown() {
            return None;
        }
        self.ports
            .list()
            .iter()
            .map(|n| bounds(&n.scalar()?).map(|(a, b)| (a, b, n.span)))
            .collect()
    }

    /// Does it let every port through, or every protocol? `None` if not known.
    pub(crate) fn is_everything(&self) -> Option<bool> {
        let protocol = self.protocol?;
        if protocol.eq_ignore_ascii_case("all") {
            return Some(true);
        }
        if !["tcp", "udp", "6", "17"].iter().any(|p| protocol.eq_ignore_ascii_case(p)) {
            return Some(false);
        }
        let ranges = self.ranges()?;
        Some(ranges.is_empty() || ranges.iter().any(|(a, b, _)| *a <= 1 && *b == 65_535))
    }

    /// Does it let TCP through to `port`? `None` if not known.
    pub(crate) fn admits(&self, port: u32) -> Option<bool> {
        if !self.is_tcp()? {
            return Some(false);
        }
        let ranges = self.ranges()?;
        Some(ranges.is_empty() || ranges.iter().any(|(a, b, _)| (*a..=*b).contains(&port)))
    }

    /// Is it nothing but web traffic, which is public by design? `None` if not known.
    pub(crate) fn is_web(&self) -> Option<bool> {
        let tcp = self.is_tcp()? && self.is_everything() != Some(true);
        let ranges = self.ranges()?;
        let web = |(a, b, _): &(u32, u32, Span)| a == b && [80, 443].contains(a);
        Some(tcp && !ranges.is_empty() && ranges.iter().all(web))
    }
}

fn bounds(range: &str) -> Option<(u32, u32)> {
    let (from, to) = range.split_once('-').unwrap_or((range, range));
    Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
}

/// A rule that lets something through.
pub(crate) struct Rule<'a> {
    /// What.
    pub(crate) traffic: Vec<Traffic<'a>>,
    /// A part of the list of what, that is not known.
    pub(crate) open: Option<(Span, &'a str)>,
    /// From where, or to where.
    pub(crate) peer: Peer<'a>,
}

/// The rule that `on` holds; `None` where it lets nothing through in this direction.
pub(crate) fn rule(on: &Resource, direction: Direction) -> Option<Rule<'_>> {
    let way = on.at("direction").str().unwrap_or("INGRESS");
    let wanted = if direction == Direction::Ingress { "INGRESS" } else { "EGRESS" };
    if !way.eq_ignore_ascii_case(wanted) || on.bool("disabled", false).is(&true) {
        return None;
    }
    if &*on.kind == "google_compute_firewall" {
        classic(on, direction)
    } else {
        of_policy(on, direction)
    }
}

fn classic(on: &Resource, direction: Direction) -> Option<Rule<'_>> {
    let allow = on.at("allow");
    if !is_written(allow) {
        return None;
    }
    let (ranges, others): (_, &[&str]) = match direction {
        Direction::Ingress => ("source_ranges", &["source_tags", "source_service_accounts"]),
        Direction::Egress => ("destination_ranges", &[]),
    };
    let named = others.iter().any(|o| is_written(on.at(o)));
    let (traffic, open) = traffic(allow, "protocol");
    Some(Rule { traffic, open, peer: peer(on.at(ranges), named, on.header) })
}

fn of_policy(on: &Resource, direction: Direction) -> Option<Rule<'_>> {
    if on.at("action").str() != Some("allow") {
        return None;
    }
    let ranges = match direction {
        Direction::Ingress => "match.src_ip_ranges",
        Direction::Egress => "match.dest_ip_ranges",
    };
    let narrowed = on.at("match").list().first().is_some_and(|m| {
        m.entries().iter().any(|e| {
            let other = !matches!(&*e.key, "layer4_configs" | "src_ip_ranges" | "dest_ip_ranges");
            other && is_written(m.at(&e.key))
        })
    });
    let (traffic, open) = traffic(on.at("match.layer4_configs"), "ip_protocol");
    Some(Rule { traffic, open, peer: peer(on.at(ranges), narrowed, on.header) })
}

/// Is it there, and not an empty list?
fn is_written(at: At<'_>) -> bool {
    at.is_unknown() || !at.list().is_empty()
}

fn traffic<'a>(blocks: At<'a>, protocol: &str) -> (Vec<Traffic<'a>>, Option<(Span, &'a str)>) {
    let unknown = |n: &'a Node| (n.span, n.cause());
    if let At::Unknown(node) = blocks {
        return (vec![], Some(unknown(node)));
    }
    let open = blocks.list().iter().find(|n| n.is_unknown()).map(unknown);
    (blocks.list().iter().map(|n| Traffic::read(n, protocol)).collect(), open)
}

/// Without any address, tag or account a rule means every address.
fn peer(ranges: At<'_>, named: bool, header: Span) -> Peer<'_> {
    let list = match ranges {
        At::Unknown(node) => return Peer::Open(node.span, node.cause()),
        at => at.list(),
    };
    if let Some(world) = list.iter().find(|n| n.as_str().is_some_and(is_world)) {
        return Peer::World(world.span);
    }
    let open = list.iter().find(|n| n.is_unknown() && !n.cause().starts_with("known after apply"));
    match open {
        Some(node) => Peer::Open(node.span, node.cause()),
        None if list.is_empty() && !named => Peer::World(header),
        None => Peer::Named,
    }
}

/// Judges a rule of `on` between this network and the Internet: `bad` says whether some traffic must not be let through
/// (`None`: not known), `message` what is wrong.
pub(crate) fn world(
    on: &Resource,
    direction: Direction,
    note: &'static str,
    bad: impl Fn(&Traffic<'_>) -> Option<bool>,
    message: impl FnOnce() -> String,
) -> Verdict {
    let Some(rule) = rule(on, direction) else { return Verdict::NotApplicable };
    let hit = rule.traffic.iter().any(|t| bad(t) == Some(true));
    let unsure = rule.traffic.iter().find(|t| bad(t).is_none());
    let unsure = rule.open.or(unsure.map(|t| (t.span, "protocol or ports are not known")));
    match (rule.peer, unsure) {
        (Peer::World(at), _) if hit => Verdict::fail(Failure::new(at, message())),
        (Peer::Open(at, cause), _) if hit => Verdict::unknown(at, cause.to_owned()),
        (Peer::World(_) | Peer::Open(..), Some((at, cause))) => {
            Verdict::unknown(at, cause.to_owned())
        }
        _ => Verdict::pass(on.header, note),
    }
}

/// The same verdict, whose failures name the network that the rule `on` belongs to.
pub(crate) fn with_network(verdict: Verdict, on: &Resource, scene: &Scene<'_>) -> Verdict {
    let Verdict::Fail(failures) = verdict else { return verdict };
    let network = scene.facts.targets(on, "network").next();
    let name = |f: Failure| match network {
        Some(n) => f.related_to(n.header, "its network", &*n.address),
        None => f,
    };
    Verdict::Fail(failures.into_iter().map(name).collect())
}

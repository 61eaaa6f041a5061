//! Rules of Azure network security groups: whom they admit to what.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Span, Verdict};

use super::tri;

/// A port with the protocol that is spoken on it.
#[derive(Clone, Copy)]
pub(crate) enum Port {
    /// TCP.
    Tcp(u32),
    /// UDP.
    Udp(u32),
}

/// What a check asks of every rule that allows.
pub(crate) struct Question {
    /// `Inbound` or `Outbound`.
    pub(crate) direction: &'static str,
    /// Attributes that name the other side: `source_address_prefix` and its plural, or the destination's.
    pub(crate) peers: [&'static str; 2],
    /// The ports that matter; empty: any.
    pub(crate) ports: &'static [Port],
}

impl Question {
    /// May the Internet come in on one of `ports`?
    pub(crate) const fn inbound(ports: &'static [Port]) -> Self {
        let peers = ["source_address_prefix", "source_address_prefixes"];
        Self { direction: "Inbound", peers, ports }
    }

    /// May anything go out to the Internet?
    pub(crate) const fn outbound() -> Self {
        let peers = ["destination_address_prefix", "destination_address_prefixes"];
        Self { direction: "Outbound", peers, ports: &[] }
    }

    /// The verdict on the rules in `on`; `message` says what is wrong, given the ports as they are written.
    pub(crate) fn judge(&self, on: &Resource, message: impl Fn(&str) -> String) -> Verdict {
        let (rules, unread) = rules(on);
        if rules.is_empty() && unread.is_none() {
            return Verdict::NotApplicable;
        }
        let answers: Vec<Answer> = rules.iter().map(|r| self.answer(r)).collect();
        let failures: Vec<Failure> = answers.iter().filter_map(|a| a.failure(&message)).collect();
        let unsure = unread.or(answers.iter().find_map(Answer::unsure));
        match unsure {
            Some(span) if failures.is_empty() => {
                Verdict::unknown(span, "a rule's source or ports are not known")
            }
            _ => Verdict::of(failures, on.header, "no rule opens it to the Internet"),
        }
    }

    fn answer(&self, rule: &Node) -> Answer {
        let (peer, world) = self.world(rule);
        let (ports, hit) = self.ports(rule);
        let parts =
            [is(rule, "direction", self.direction), is(rule, "access", "Allow"), world, hit];
        if parts.contains(&Some(false)) {
            Answer::Closed
        } else if parts.contains(&None) {
            Answer::Unsure(peer)
        } else {
            Answer::Open(peer, ports)
        }
    }

    /// Is the other side the Internet, and where that stands.
    fn world(&self, rule: &Node) -> (Span, Option<bool>) {
        let mut known = true;
        for at in self.peers.iter().map(|p| rule.at(p)) {
            known &= !at.is_unknown() && !at.node().is_some_and(Node::has_unknown);
            if let Some(node) = at.list().iter().find(|n| n.as_str().is_some_and(is_world)) {
                return (node.span, Some(true));
            }
        }
        (rule.span, known.then_some(false))
    }

    /// The ports as written, and whether they hold one that matters.
    fn ports(&self, rule: &Node) -> (String, Option<bool>) {
        let written = ["destination_port_range", "destination_port_ranges"].map(|p| rule.at(p));
        if self.ports.is_empty() {
            let first = written.iter().find_map(|at| at.list().first()?.scalar());
            return (first.unwrap_or_else(|| "*".to_owned()), Some(true));
        }
        let mut known = true;
        for at in written {
            known &= !at.is_unknown() && !at.node().is_some_and(Node::has_unknown);
            for range in at.list().iter().filter_map(Node::scalar) {
                for part in range.split(',').map(str::trim) {
                    match tri::any(self.ports.iter().map(|p| p.is_in(part, rule))) {
                        Some(true) => return (part.to_owned(), Some(true)),
                        Some(false) => {}
                        None => known = false,
                    }
                }
            }
        }
        (String::new(), known.then_some(false))
    }
}

/// What a rule answers.
enum Answer {
    /// It opens these ports; the peer stands here.
    Open(Span, String),
    /// It may.
    Unsure(Span),
    /// It does not.
    Closed,
}

impl Answer {
    fn failure(&self, message: impl Fn(&str) -> String) -> Option<Failure> {
        let Answer::Open(span, ports) = self else { return None };
        Some(Failure::new(*span, message(ports)).key(ports))
    }

    fn unsure(&self) -> Option<Span> {
        if let Answer::Unsure(span) = self { Some(*span) } else { None }
    }
}

impl Port {
    /// Does a rule with these ports and its protocol cover it? `None`: its protocol is not known.
    fn is_in(self, range: &str, rule: &Node) -> Option<bool> {
        let (port, protocol) = match self {
            Port::Tcp(port) => (port, "Tcp"),
            Port::Udp(port) => (port, "Udp"),
        };
        // A protocol that is left out is no limit to go by.
        let any =
            if rule.at("protocol").is_absent() { Some(true) } else { is(rule, "protocol", "*") };
        tri::all([Some(covers(range, port)), tri::any([any, is(rule, "protocol", protocol)])])
    }
}

/// Does `range` (`22`, `20-30`, `*`) hold `port`?
fn covers(range: &str, port: u32) -> bool {
    let range = range.trim();
    let (low, high) = range.split_once('-').unwrap_or((range, range));
    let bounds = (low.trim().parse::<u32>(), high.trim().parse::<u32>());
    range == "*" || matches!(bounds, (Ok(low), Ok(high)) if low <= port && port <= high)
}

/// Is `prefix` everybody: any, the service tag of the Internet, or all addresses?
fn is_world(prefix: &str) -> bool {
    let words = ["*", "Internet", "Any", "0.0.0.0", "/0"];
    words.iter().any(|w| prefix.eq_ignore_ascii_case(w))
        || (!prefix.starts_with('/') && firewall::is_world(prefix))
}

/// Is the attribute this text? `None`: not known. One that is required and absent is no answer either way.
fn is(rule: &Node, name: &str, wanted: &str) -> Option<bool> {
    match rule.at(name) {
        At::Set(node) => Some(node.as_str().is_some_and(|v| v.eq_ignore_ascii_case(wanted))),
        At::Absent(_) => Some(false),
        At::Unknown(_) => None,
    }
}

/// The rules that `on` holds, and where they are not known.
fn rules(on: &Resource) -> (Vec<&Node>, Option<Span>) {
    if &*on.kind == "azurerm_network_security_rule" {
        return (vec![&on.attrs], None);
    }
    let unread =
        if let At::Unknown(node) = on.at("security_rule") { Some(node.span) } else { None };
    (on.blocks("security_rule").iter().collect(), unread)
}

#[cfg(test)]
mod tests {
    use super::{covers, is_world};

    #[test]
    fn ranges_cover_ports() {
        let table =
            [("22", true), ("20-30", true), ("*", true), (" 21 - 23 ", true), ("80", false)];
        for (range, expected) in table {
            assert_eq!(covers(range, 22), expected, "{range}");
        }
    }

    #[test]
    fn everybody_is_recognised() {
        let table =
            [("*", true), ("internet", true), ("0.0.0.0/0", true), ("VirtualNetwork", false)];
        for (prefix, expected) in table {
            assert_eq!(is_world(prefix), expected, "{prefix}");
        }
    }
}

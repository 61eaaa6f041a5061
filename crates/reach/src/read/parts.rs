//! What the policy languages share: ports and ranges of addresses.

use ringfort_source::{At, Node};

use crate::address::{Addresses, Range};
use crate::policy::RulePorts;
use crate::ports::{PortSet, Protocol};

/// Adds the port at `port` (a number, a name, nothing for all) up to `end` to `ports`.
pub(crate) fn add_port(ports: &mut RulePorts, protocol: Protocol, port: At<'_>, end: At<'_>) {
    let every = PortSet::every(protocol);
    let node = match port {
        At::Absent(_) => {
            ports.numbers = ports.numbers.or(&every);
            return;
        }
        At::Unknown(_) => {
            ports.unknown = ports.unknown.or(&every);
            return;
        }
        At::Set(node) => node,
    };
    let number = node.as_i64().or_else(|| node.as_str()?.parse().ok());
    match (number, node.as_str()) {
        (Some(first), _) => match last(first, end) {
            Some(last) => ports.numbers = ports.numbers.or(&PortSet::range(protocol, first, last)),
            None => ports.unknown = ports.unknown.or(&PortSet::range(protocol, first, 65_535)),
        },
        (None, Some(name)) => ports.names.push((protocol, name.into())),
        (None, None) => {}
    }
}

/// The last port of a range; `None` where it is not known.
fn last(first: i64, end: At<'_>) -> Option<i64> {
    match end {
        At::Absent(_) => Some(first),
        At::Unknown(_) => None,
        At::Set(node) => node.as_i64().or_else(|| node.as_str()?.parse().ok()).or(Some(first)),
    }
}

/// The protocol at `at`, TCP where none is written. `Err` where it is not known or none of the three.
pub(crate) fn protocol(at: At<'_>) -> Result<Protocol, Unreadable> {
    match at {
        At::Absent(_) => Ok(Protocol::Tcp),
        At::Unknown(_) => Err(Unreadable::Unknown),
        At::Set(node) => node.as_str().and_then(Protocol::read).ok_or(Unreadable::Other),
    }
}

/// Why a value gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is not known.
    Unknown,
    /// It is of another kind, say a protocol without ports.
    Other,
}

/// The ranges of a list. `Err` with the cause where one is not known.
pub(crate) fn ranges(list: At<'_>) -> Result<Vec<Range>, Box<str>> {
    if let At::Unknown(node) = list {
        return Err(node.cause().into());
    }
    list.list().iter().map(range).collect()
}

fn range(node: &Node) -> Result<Range, Box<str>> {
    match node.as_str() {
        Some(text) => Range::read(text).ok_or_else(|| format!("`{text}` is no range").into()),
        None if node.is_unknown() => Err(node.cause().into()),
        None => Err("not a range of addresses".into()),
    }
}

/// A range with what is left out of it.
pub(crate) fn block(cidr: At<'_>, except: At<'_>) -> Result<Addresses, Box<str>> {
    Ok(Addresses { ranges: ranges(cidr)?, except: ranges(except)? })
}

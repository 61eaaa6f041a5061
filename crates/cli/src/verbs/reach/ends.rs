//! The ends of connections: as words of the command line, and as names in the answers.

use ringfort_config::did_you_mean;
use ringfort_reach::{EndpointId, Place, Range, Reach};

/// One end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Pods of a workload.
    Endpoint(EndpointId),
    /// All pods of a class of sources, by its place in the list.
    Sources(usize),
    /// All pods of a class of destinations.
    Destinations(usize),
    /// Addresses outside the cluster.
    Outside(Vec<Range>),
    /// The internet, nodes, or a pod that nothing is known of.
    Other(Place),
}

impl End {
    /// The endpoints of a class; empty for the other kinds of end.
    pub(super) fn members<'r>(&self, reach: &'r Reach) -> &'r [EndpointId] {
        let class = match self {
            End::Sources(n) => reach.sources().get(*n),
            End::Destinations(n) => reach.destinations().get(*n),
            End::Endpoint(_) | End::Outside(_) | End::Other(_) => None,
        };
        class.map_or(&[], |class| &class.endpoints)
    }

    /// A place that stands for all of it: of a class an endpoint that is not `other`'s, if there is one.
    pub(super) fn place(&self, reach: &Reach, other: &End) -> Option<Place> {
        match self {
            End::Endpoint(id) => Some(Place::Endpoint(*id)),
            End::Sources(_) | End::Destinations(_) => {
                let mut all = self.members(reach).iter();
                let apart = all.find(|id| *other != End::Endpoint(**id));
                apart.map(|id| Place::Endpoint(*id))
            }
            End::Outside(ranges) => ranges.first().map(|r| Place::Addresses(*r)),
            End::Other(place) => Some(*place),
        }
    }

    /// Its name.
    pub(super) fn name(&self, reach: &Reach) -> String {
        let one = |id: &EndpointId| reach.name(*id);
        match self {
            End::Endpoint(id) => one(id),
            End::Sources(_) | End::Destinations(_) => match self.members(reach) {
                [only] => one(only),
                [first, rest @ ..] => format!("{} and {} like it", one(first), rest.len()),
                [] => String::new(),
            },
            End::Outside(ranges) => outside(ranges),
            End::Other(place) => match place {
                Place::Internet => "the internet".into(),
                Place::Node => "a node".into(),
                Place::Stranger => "a pod that is not in these files".into(),
                Place::Addresses(range) => range.to_string(),
                Place::Endpoint(id) => one(id),
            },
        }
    }
}

/// Ranges in words: everything, or a few of them.
fn outside(ranges: &[Range]) -> String {
    let is_all = |v4: bool| {
        Range::everything().iter().any(|all| all.first.is_ipv4() == v4 && ranges.contains(all))
    };
    let shown = |list: &[&Range]| match list {
        [] => String::new(),
        [a] => a.to_string(),
        [a, b] => format!("{a}, {b}"),
        [a, b, rest @ ..] => format!("{a}, {b} and {} more ranges", rest.len()),
    };
    let rest =
        |v4: bool| -> Vec<&Range> { ranges.iter().filter(|r| r.first.is_ipv4() == v4).collect() };
    match (is_all(true), is_all(false)) {
        (true, true) => "any address outside".into(),
        (true, false) => join("any IPv4 address outside", &shown(&rest(false))),
        (false, true) => join(&shown(&rest(true)), "any IPv6 address outside"),
        (false, false) => join(&shown(&rest(true)), &shown(&rest(false))),
    }
}

fn join(a: &str, b: &str) -> String {
    if a.is_empty() || b.is_empty() { format!("{a}{b}") } else { format!("{a}, {b}") }
}

/// What a word of the command line means; the error names the nearest endpoint.
pub(super) fn resolve(reach: &Reach, flag: &str, word: &str) -> Result<Vec<End>, String> {
    let other = match word {
        "internet" => Some(Place::Internet),
        "node" => Some(Place::Node),
        "controller" => Some(Place::Stranger),
        _ => Range::read(word).map(Place::Addresses),
    };
    if let Some(place) = other {
        return Ok(vec![End::Other(place)]);
    }
    let found = reach.named(word);
    if !found.is_empty() {
        return Ok(found.into_iter().map(End::Endpoint).collect());
    }
    let names: Vec<String> =
        reach.endpoints().iter().map(|e| format!("{}/{}", e.namespace, e.name)).collect();
    let short: Vec<&str> = reach.endpoints().iter().map(|e| &*e.name).collect();
    let hint = match did_you_mean(word, names.iter().map(String::as_str)) {
        hint if hint.is_empty() => did_you_mean(word, short),
        hint => hint,
    };
    let hint = if hint.is_empty() { "; `ringfort reach --verbose` lists all".into() } else { hint };
    Err(format!("{flag}: no workload, address or range `{word}`{hint}"))
}

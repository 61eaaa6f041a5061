//! Firewall rules that admit a range of addresses, from a first to a last one.

use std::net::Ipv4Addr;

use ringfort_check::Value;
use ringfort_check::model::cloud::Resource;

/// How many public addresses a rule may admit before it counts as everybody: a `/16`.
const MOST: u32 = 1 << 16;

/// Whom a rule admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admits {
    /// The Internet, or so much of it that it makes no difference.
    Everybody,
    /// Every service in Azure, those of other customers included: `0.0.0.0` to `0.0.0.0`.
    AllOfAzure,
    /// A few addresses, or private ones.
    Few,
}

/// Whom the rule with these attributes for its first and last address admits. `None`: not known.
pub(crate) fn of(on: &Resource, first: &str, last: &str) -> Option<Admits> {
    let first = address(&on.text(first, ""))?;
    let last = address(&on.text(last, &first.to_string()))?;
    Some(judge(first, last))
}

fn address(value: &Value<String>) -> Option<Ipv4Addr> {
    // A prefix is no address, but what is meant is plain.
    value.known()?.split('/').next()?.trim().parse().ok()
}

fn judge(first: Ipv4Addr, last: Ipv4Addr) -> Admits {
    if first.is_unspecified() && last.is_unspecified() {
        return Admits::AllOfAzure;
    }
    let count = u32::from(last).saturating_sub(u32::from(first)).saturating_add(1);
    let inside = first.is_private() && last.is_private();
    let many = count > MOST && !inside;
    if first.is_unspecified() || many { Admits::Everybody } else { Admits::Few }
}

#[cfg(test)]
mod tests {
    use super::{Admits, judge};

    #[test]
    fn ranges_are_weighed() {
        let table = [
            ([0, 0, 0, 0], [255, 255, 255, 255], Admits::Everybody),
            ([0, 0, 0, 0], [0, 0, 0, 0], Admits::AllOfAzure),
            ([1, 0, 0, 0], [200, 0, 0, 0], Admits::Everybody),
            ([198, 51, 0, 0], [198, 53, 255, 255], Admits::Everybody),
            ([198, 51, 0, 0], [198, 51, 255, 255], Admits::Few),
            ([198, 51, 100, 7], [198, 51, 100, 7], Admits::Few),
            ([10, 0, 0, 0], [10, 255, 255, 255], Admits::Few),
        ];
        for (first, last, expected) in table {
            assert_eq!(judge(first.into(), last.into()), expected, "{first:?} {last:?}");
        }
    }
}

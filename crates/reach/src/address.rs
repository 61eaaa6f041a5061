//! Ranges of addresses, and the parts that the ranges of all policies cut the address space into.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use crate::bits::Bits;

/// A range of addresses of one family, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// The first address.
    pub first: IpAddr,
    /// The last address; of the same family.
    pub last: IpAddr,
}

/// An address as its family (4 or 6) and its number.
type Number = (u8, u128);

fn number(address: IpAddr) -> Number {
    match address {
        IpAddr::V4(v4) => (4, u128::from(u32::from(v4))),
        IpAddr::V6(v6) => (6, u128::from(v6)),
    }
}

fn address((family, n): Number) -> IpAddr {
    match family {
        4 => IpAddr::V4(Ipv4Addr::from(n as u32)),
        _ => IpAddr::V6(Ipv6Addr::from(n)),
    }
}

const fn last_of(family: u8) -> Number {
    (family, if family == 4 { u32::MAX as u128 } else { u128::MAX })
}

/// Ranges that are not the internet: RFC 6890's special purposes, private, shared, link-local, loopback, multicast.
static NOT_INTERNET: LazyLock<Vec<Range>> = LazyLock::new(|| {
    read_all(&[
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "::/127",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
        "169.254.169.254/32",
    ])
});

/// Ranges that pods and nodes usually get their addresses from (RFC 1918, RFC 6598, RFC 4193).
static PRIVATE: LazyLock<Vec<Range>> = LazyLock::new(|| {
    read_all(&["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"])
});

fn read_all(texts: &[&str]) -> Vec<Range> {
    texts.iter().filter_map(|text| Range::read(text)).collect()
}

impl Range {
    /// Reads `10.0.0.0/8`, `10.0.0.1`, `10.0.0.1-10.0.0.9`. Bits beyond the prefix are ignored, as Kubernetes does.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((first, last)) = text.split_once('-') {
            let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
            let (a, b) = (number(first), number(last));
            return (a.0 == b.0 && a.1 <= b.1).then_some(Self { first, last });
        }
        let Some((base, prefix)) = text.split_once('/') else {
            let one = text.parse().ok()?;
            return Some(Self { first: one, last: one });
        };
        let (family, base) = number(base.parse().ok()?);
        let width: u32 = if family == 4 { 32 } else { 128 };
        let free = width.checked_sub(prefix.parse().ok()?)?;
        let below = if free == 128 { u128::MAX } else { (1_u128 << free) - 1 };
        let first = address((family, base & !below));
        Some(Self { first, last: address((family, base | below)) })
    }

    /// Every address of version 4, and every address of version 6.
    pub fn everything() -> [Self; 2] {
        [4, 6].map(|family| Self { first: address((family, 0)), last: address(last_of(family)) })
    }

    /// Do the two share an address?
    pub fn overlaps(self, other: Self) -> bool {
        number(self.first) <= number(other.last) && number(other.first) <= number(self.last)
    }

    /// Is every address of `other` in this one?
    pub fn contains(self, other: Self) -> bool {
        number(self.first) <= number(other.first) && number(other.last) <= number(self.last)
    }

    /// Does it hold an address that is reached over the internet?
    pub fn is_internet(self) -> bool {
        !NOT_INTERNET.iter().any(|known| known.contains(self))
    }

    /// How many addresses it holds; the most there is for more.
    pub(crate) fn size(self) -> u128 {
        (number(self.last).1 - number(self.first).1).saturating_add(1)
    }

    /// Does it hold addresses that pods and nodes usually have?
    pub fn has_private(self) -> bool {
        PRIVATE.iter().any(|known| known.overlaps(self))
    }

    /// Ranges that pods and nodes usually get their addresses from.
    pub(crate) fn private() -> [Self; 3] {
        let block = |a, b, c, d| Self {
            first: IpAddr::V4(a),
            last: IpAddr::V4(Ipv4Addr::new(b, c, d, 255)),
        };
        [
            block(Ipv4Addr::new(10, 0, 0, 0), 10, 255, 255),
            block(Ipv4Addr::new(172, 16, 0, 0), 172, 31, 255),
            block(Ipv4Addr::new(192, 168, 0, 0), 192, 168, 255),
        ]
    }

    /// The range that both make where one begins after the other ends.
    fn joined(self, next: Self) -> Option<Self> {
        let ((family, end), (other, begin)) = (number(self.last), number(next.first));
        let touches = family == other && end.checked_add(1) == Some(begin);
        touches.then_some(Self { first: self.first, last: next.last })
    }
}

impl fmt::Display for Range {
    /// As a prefix where it is one, else as `first-last`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((family, first), (_, last)) = (number(self.first), number(self.last));
        let width: u32 = if family == 4 { 32 } else { 128 };
        let below = first ^ last;
        let free = 128 - below.leading_zeros();
        let is_prefix = below.wrapping_add(1).is_power_of_two() || below == u128::MAX || below == 0;
        match (is_prefix && first & below == 0, free) {
            (true, 0) => write!(f, "{}", self.first),
            (true, free) => write!(f, "{}/{}", self.first, width.saturating_sub(free)),
            (false, _) => write!(f, "{}-{}", self.first, self.last),
        }
    }
}

/// A set of addresses: ranges, and what is left out of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Addresses {
    pub(crate) ranges: Vec<Range>,
    pub(crate) except: Vec<Range>,
}

impl Addresses {
    /// Does it hold all of `range`, which lies in one part?
    pub(crate) fn holds(&self, range: Range) -> bool {
        self.ranges.iter().any(|r| r.contains(range))
            && !self.except.iter().any(|r| r.contains(range))
    }

    /// Does it hold every address of a family?
    pub(crate) fn is_everything(&self) -> bool {
        self.except.is_empty() && Range::everything().iter().any(|all| self.holds(*all))
    }

    /// May it hold an address of the kind that pods and nodes have? `only_v4`: of version 4.
    pub(crate) fn has_private(&self, only_v4: bool) -> bool {
        let left_out = |private: Range| self.except.iter().any(|e| e.contains(private));
        let private = PRIVATE.iter().copied();
        let private = private.filter(|p| !only_v4 || p.first.is_ipv4());
        private.filter(|p| !left_out(*p)).any(|p| self.ranges.iter().any(|r| r.overlaps(p)))
    }
}

/// The address space, cut wherever a range of a policy begins or ends. Every set of addresses that occurs
/// holds a part wholly or not at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Space {
    pub(crate) parts: Vec<Range>,
}

impl Space {
    /// Cuts the space by `ranges`, and by the borders of the internet.
    pub(crate) fn cut(ranges: impl Iterator<Item = Range>) -> Self {
        let mut cuts: Vec<Number> = vec![(4, 0), (6, 0)];
        let borders = NOT_INTERNET.iter().copied();
        for range in ranges.chain(borders) {
            let ((family, first), (_, last)) = (number(range.first), number(range.last));
            cuts.push((family, first));
            cuts.extend(last.checked_add(1).map(|next| (family, next)));
        }
        cuts.retain(|cut| *cut <= last_of(cut.0));
        cuts.sort_unstable();
        cuts.dedup();
        let ends = cuts.iter().skip(1).copied().chain([(7, 0)]);
        let part = |(&(family, first), next): (&Number, Number)| {
            let last = if next.0 == family { (family, next.1 - 1) } else { last_of(family) };
            Range { first: address((family, first)), last: address(last) }
        };
        Self { parts: cuts.iter().zip(ends).map(part).collect() }
    }

    /// The parts that `set` holds.
    pub(crate) fn of(&self, set: &Addresses) -> Bits {
        let mut bits = Bits::none(self.parts.len());
        for (i, part) in self.parts.iter().enumerate().filter(|(_, part)| set.holds(**part)) {
            debug_assert!(part.first <= part.last);
            bits.set(i);
        }
        bits
    }
}

/// Ranges with neighbours joined; they must be sorted and apart.
pub(crate) fn join(ranges: impl Iterator<Item = Range>) -> Vec<Range> {
    let mut joined: Vec<Range> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(before) if before.joined(range).is_some() => before.last = range.last,
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_written() {
        let table = [
            ("10.0.0.0/8", Some("10.0.0.0/8")),
            ("10.1.2.3/8", Some("10.0.0.0/8")),
            ("0.0.0.0/0", Some("0.0.0.0/0")),
            ("::/0", Some("::/0")),
            ("169.254.169.254", Some("169.254.169.254")),
            ("10.0.0.1-10.0.0.9", Some("10.0.0.1-10.0.0.9")),
            ("fd00::/8", Some("fd00::/8")),
            ("10.0.0.0/33", None),
            ("10.0.0.9-10.0.0.1", None),
            ("10.0.0.1-::1", None),
            ("everywhere", None),
        ];
        for (text, expected) in table {
            assert_eq!(Range::read(text).map(|r| r.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_internet_is_what_no_special_range_holds() {
        for (text, expected) in [
            ("8.8.8.8", true),
            ("0.0.0.0/0", true),
            ("10.2.0.0/16", false),
            ("169.254.169.254/32", false),
            ("2600::/16", true),
            ("fd00::/8", false),
        ] {
            assert_eq!(Range::read(text).map(Range::is_internet), Some(expected), "{text}");
        }
    }

    #[test]
    fn parts_are_held_wholly_or_not_at_all() {
        let read = |text: &str| Range::read(text).expect("a range");
        let set = Addresses { ranges: vec![read("10.0.0.0/8")], except: vec![read("10.1.0.0/16")] };
        let space = Space::cut(set.ranges.iter().chain(&set.except).copied());
        let held = space.of(&set);
        let ranges = join(held.iter().map(|i| space.parts[i]));
        let text: Vec<String> = ranges.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["10.0.0.0/16", "10.2.0.0-10.255.255.255"]);
        assert_eq!(join(space.parts.iter().copied()), Range::everything());
    }
}

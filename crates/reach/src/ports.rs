//! Sets of ports of the three transport protocols, as intervals on one line.

use std::fmt;

/// The transport protocols that policies speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// SCTP.
    Sctp,
}

/// Ports per protocol: 1 to 65535.
const PORTS: u32 = 65_535;

impl Protocol {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tcp, Self::Udp, Self::Sctp];

    /// As manifests write it, ignoring case.
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name().eq_ignore_ascii_case(text))
    }

    /// `TCP`, `UDP`, `SCTP`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Sctp => "SCTP",
        }
    }

    /// Where its ports begin on the line of all ports.
    const fn base(self) -> u32 {
        match self {
            Self::Tcp => 0,
            Self::Udp => PORTS,
            Self::Sctp => 2 * PORTS,
        }
    }
}

/// A set of ports with their protocols. The line of all ports is TCP 1 to 65535, then UDP, then SCTP, so that
/// "all" is one interval.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortSet(Vec<(u32, u32)>);

impl PortSet {
    /// No port.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Every port of every protocol.
    pub fn all() -> Self {
        Self(vec![(0, 3 * PORTS - 1)])
    }

    /// Every port of one protocol.
    pub fn every(protocol: Protocol) -> Self {
        Self(vec![(protocol.base(), protocol.base() + PORTS - 1)])
    }

    /// The ports `first` to `last`. Nothing where that is no range of ports.
    pub fn range(protocol: Protocol, first: i64, last: i64) -> Self {
        let (first, last) = (first.max(1), last.min(i64::from(PORTS)));
        if first > last {
            return Self::none();
        }
        let at = |port: i64| protocol.base() + u32::try_from(port).unwrap_or(1) - 1;
        Self(vec![(at(first), at(last))])
    }

    /// One port.
    pub fn one(protocol: Protocol, port: i64) -> Self {
        Self::range(protocol, port, port)
    }

    /// Is no port in it?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Is every port in it?
    pub fn is_all(&self) -> bool {
        self.0 == [(0, 3 * PORTS - 1)]
    }

    /// Is this port in it?
    pub fn contains(&self, protocol: Protocol, port: u16) -> bool {
        !self.and(&Self::one(protocol, i64::from(port))).is_empty()
    }

    /// What is in either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut all: Vec<(u32, u32)> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(all.len());
        for (first, last) in all {
            match joined.last_mut() {
                Some(before) if first <= before.1 + 1 => before.1 = before.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        Self(joined)
    }

    /// What is in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = Vec::new();
        while let (Some(&&x), Some(&&y)) = (a.peek(), b.peek()) {
            let (first, last) = (x.0.max(y.0), x.1.min(y.1));
            if first <= last {
                both.push((first, last));
            }
            if x.1 <= y.1 {
                a.next();
            } else {
                b.next();
            }
        }
        Self(both)
    }

    /// What is in this one and not in the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.and(&other.complement())
    }

    /// What is not in it.
    #[must_use]
    pub fn complement(&self) -> Self {
        let mut gaps = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.0 {
            if next < first {
                gaps.push((next, first - 1));
            }
            next = last + 1;
        }
        if next < 3 * PORTS {
            gaps.push((next, 3 * PORTS - 1));
        }
        Self(gaps)
    }

    /// Its ranges by protocol, first and last port.
    pub fn ranges(&self) -> impl Iterator<Item = (Protocol, u16, u16)> + '_ {
        Protocol::ALL.into_iter().flat_map(|protocol| {
            let own = self.and(&Self::every(protocol));
            let port = move |at: u32| (at - protocol.base() + 1) as u16;
            own.0.into_iter().map(move |(first, last)| (protocol, port(first), port(last)))
        })
    }
}

impl fmt::Display for PortSet {
    /// `all ports`, `no port`, `TCP 80,443,8000-8080, UDP 53`, `TCP` for all ports of TCP.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_all() {
            return f.write_str("all ports");
        }
        let mut before = None;
        for (protocol, first, last) in self.ranges() {
            match before {
                Some(p) if p == protocol => f.write_str(",")?,
                Some(_) => write!(f, ", {}", protocol.name())?,
                None => f.write_str(protocol.name())?,
            }
            let space = if before == Some(protocol) { "" } else { " " };
            match (first, last) {
                (1, 65_535) => {}
                _ if first == last => write!(f, "{space}{first}")?,
                _ => write!(f, "{space}{first}-{last}")?,
            }
            before = Some(protocol);
        }
        if before.is_none() { f.write_str("no port") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set() -> impl Strategy<Value = PortSet> {
        let range = (0..3_usize, 1..40_i64, 0..12_i64);
        proptest::collection::vec(range, 0..6).prop_map(|ranges| {
            ranges.into_iter().fold(PortSet::none(), |set, (p, first, more)| {
                set.or(&PortSet::range(Protocol::ALL[p], first, first + more))
            })
        })
    }

    proptest! {
        #[test]
        fn it_is_a_set(a in set(), b in set(), p in 0..3_usize, port in 1..60_u16) {
            let protocol = Protocol::ALL[p];
            let (x, y) = (a.contains(protocol, port), b.contains(protocol, port));
            prop_assert_eq!(a.or(&b).contains(protocol, port), x || y);
            prop_assert_eq!(a.and(&b).contains(protocol, port), x && y);
            prop_assert_eq!(a.minus(&b).contains(protocol, port), x && !y);
            prop_assert_eq!(a.complement().complement(), a);
        }
    }

    #[test]
    fn it_reads_as_people_write_ports() {
        let tcp = |first, last| PortSet::range(Protocol::Tcp, first, last);
        let table = [
            (PortSet::all(), "all ports"),
            (PortSet::none(), "no port"),
            (
                tcp(80, 80).or(&tcp(443, 443)).or(&PortSet::one(Protocol::Udp, 53)),
                "TCP 80,443, UDP 53",
            ),
            (PortSet::every(Protocol::Tcp), "TCP"),
            (tcp(0, 99_999).minus(&tcp(80, 80)), "TCP 1-79,81-65535"),
            (tcp(90, 80), "no port"),
        ];
        for (set, expected) in table {
            assert_eq!(set.to_string(), expected);
        }
    }
}

//! Versions and the bands of them that have a flaw.

use std::cmp::Ordering;

/// A version: numbers between dots, and what follows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    numbers: Vec<u64>,
    /// Below zero for a candidate, above for a build on top: `1.0.0-rc93`, `1.28.6+k3s2`.
    rank: i64,
}

impl Version {
    /// Reads `v1.28.6+k3s2`, `1.0.0-rc93`, `5.10.199-190.747.amzn2.x86_64`, `20240129`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('v');
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (front, rest) = text.split_at(end);
        let parts = front.split('.').filter(|p| !p.is_empty());
        let numbers: Vec<u64> = parts.map(str::parse).collect::<Result<_, _>>().ok()?;
        (!numbers.is_empty()).then(|| Self { numbers, rank: rank(rest) })
    }

    /// Does it lie in one of `bands`: `A..B` between spaces, B not included, either end open?
    pub(crate) fn is_in(&self, bands: &str) -> bool {
        bands.split_whitespace().filter_map(|b| b.split_once("..")).any(|(from, to)| {
            let low = Version::parse(from).is_none_or(|v| *self >= v);
            low && Version::parse(to).is_none_or(|v| *self < v)
        })
    }
}

fn rank(rest: &str) -> i64 {
    let last = rest.rsplit(|c: char| !c.is_ascii_digit()).find(|p| !p.is_empty());
    let number = last.and_then(|n| n.parse().ok()).unwrap_or(0);
    let is_candidate = ["-rc", "-beta", "-alpha"].iter().any(|c| rest.starts_with(c));
    match (is_candidate, rest.starts_with('+')) {
        (true, _) => number - 1_000_000,
        (_, true) => number,
        _ => 0,
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = self.numbers.len().max(other.numbers.len());
        let padded = |v: &Self| {
            let zeros = std::iter::repeat_n(0, length - v.numbers.len());
            v.numbers.iter().copied().chain(zeros).collect::<Vec<u64>>()
        };
        padded(self).cmp(&padded(other)).then(self.rank.cmp(&other.rank))
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn bands_hold_what_they_say() {
        let table = [
            ("1.1.11", "1.0.0-rc93..1.1.12", true),
            ("1.1.12", "1.0.0-rc93..1.1.12", false),
            ("1.0.0-rc92", "1.0.0-rc93..1.1.12", false),
            ("1.0.0-rc95", "1.0.0-rc93..1.1.12", true),
            ("v1.28.6+k3s1", "1.28..1.28.6+k3s2", true),
            ("v1.28.6+k3s2", "1.28..1.28.6+k3s2", false),
            ("5.10.60-1.amzn2.x86_64", "5.8..5.10.102 5.11..5.15.25", true),
            ("5.15.0-1034-azure", "5.8..5.10.102 5.11..5.15.25", true),
            ("5.15.30", "5.8..5.10.102 5.11..5.15.25", false),
            ("20240128", "..20240129", true),
            ("202401.17.1", "..202401.17.1", false),
            ("1.12.0-beta.0", "..1.11.5 1.12.0-alpha.0..1.12.1", true),
            ("latest", "..2", false),
        ];
        for (version, bands, expected) in table {
            let found = Version::parse(version).is_some_and(|v| v.is_in(bands));
            assert_eq!(found, expected, "{version} in {bands}");
        }
    }
}

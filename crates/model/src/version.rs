//! Versions and constraints on them, as far as choosing among ranges of versions needs it.

use std::cmp::Ordering;

/// A version: major, minor, patch. What stands after a `-` or `+` does not matter here.
type Version = [u64; 3];

/// The versions from one (included) to another (excluded).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    from: Version,
    to: Version,
}

const FIRST: Version = [0; 3];
const LAST: Version = [u64::MAX; 3];

/// A version and how many of its parts are written.
fn version(text: &str) -> Option<(Version, usize)> {
    let text = text.trim().trim_start_matches('v');
    let text = text.split(['-', '+']).next().unwrap_or(text);
    let mut parts = FIRST;
    let mut count = 0;
    for part in text.split('.') {
        *parts.get_mut(count)? = part.parse().ok()?;
        count += 1;
    }
    Some((parts, count))
}

impl Range {
    /// `20..21`, `..5`, `21..`: from a version up to, and without, another.
    pub fn read(text: &str) -> Self {
        let (from, to) = text.split_once("..").unwrap_or((text, ""));
        Self { from: version(from).map_or(FIRST, |v| v.0), to: version(to).map_or(LAST, |v| v.0) }
    }

    fn both(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    fn is_empty(self) -> bool {
        self.from.cmp(&self.to) != Ordering::Less
    }
}

/// What a `version` argument allows.
#[derive(Clone, Copy, Debug)]
pub struct Constraint(Range);

impl Constraint {
    /// `~> 20.0`, `>= 19, < 21`, `5.1.2`; an empty text allows all. `None` where it is not understood.
    /// Exceptions (`!= 5.0.1`) leave the range as it is.
    pub fn read(text: &str) -> Option<Self> {
        let mut range = Range { from: FIRST, to: LAST };
        for clause in text.split(',').map(str::trim).filter(|c| !c.is_empty()) {
            range = range.both(clause_range(clause)?);
        }
        Some(Self(range))
    }

    /// What both allow.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0.both(other.0))
    }

    /// Is any version of `range` allowed?
    pub fn allows_any(self, range: &Range) -> bool {
        !self.0.both(*range).is_empty()
    }
}

fn clause_range(clause: &str) -> Option<Range> {
    let at = clause.find(|c: char| c.is_ascii_digit() || c == 'v')?;
    let (op, rest) = clause.split_at_checked(at)?;
    let (version, parts) = version(rest)?;
    let all = Range { from: FIRST, to: LAST };
    Some(match op.trim() {
        "" | "=" => Range { from: version, to: after(version, 2) },
        ">=" => Range { from: version, ..all },
        ">" => Range { from: after(version, 2), ..all },
        "<" => Range { to: version, ..all },
        "<=" => Range { to: after(version, 2), ..all },
        // The last part that is written may grow; an only one without end.
        "~>" if parts == 1 => Range { from: version, ..all },
        "~>" => Range { from: version, to: after(version, parts.saturating_sub(2)) },
        "!=" => all,
        _ => return None,
    })
}

/// The first version whose part `index` is larger.
fn after(version: Version, index: usize) -> Version {
    let mut next = FIRST;
    for (i, (to, from)) in next.iter_mut().zip(version).enumerate() {
        match i.cmp(&index) {
            Ordering::Less => *to = from,
            Ordering::Equal => *to = from.saturating_add(1),
            Ordering::Greater => {}
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::{Constraint, Range};

    #[test]
    fn a_constraint_meets_a_range_or_does_not() {
        let table = [
            ("", "21..", true),
            ("~> 20.0", "21..", false),
            ("~> 20.0", "18..21", true),
            ("~> 20.8.3", "20.9..", false),
            ("~> 20", "21..", true),
            (">= 19.0, < 21.0", "21..", false),
            ("20.24.2", "18..21", true),
            ("= v5.0.0-rc1", "5..", true),
            ("> 4.9.9", "4..5", true),
            ("<= 5.0.0", "5..", true),
            ("< 5.0.0", "5..", false),
            ("!= 5.0.1", "5..", true),
        ];
        for (constraint, range, want) in table {
            let constraint = Constraint::read(constraint).expect(constraint);
            assert_eq!(constraint.allows_any(&Range::read(range)), want, "{constraint:?} {range}");
        }
        let both = |a, b| Some(Constraint::read(a)?.and(Constraint::read(b)?));
        let joined = both("~> 2.46", ">= 2.0").expect("both are constraints");
        assert!(
            !joined.allows_any(&Range::read("3..")) && joined.allows_any(&Range::read("2.99..3"))
        );
        assert!(Constraint::read("main").is_none());
        assert!(Constraint::read("~> 1.x").is_none());
    }
}

//! Versions and constraints as `semver` and `semverCompare` read them.
//! Source: Semantic Versioning 2.0.0, and the documented constraint syntax of Helm's `dependencies`.

use std::cmp::Ordering;
use std::fmt;

/// A version. Minor and patch may be left out; a leading `v` is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) major: u64,
    pub(crate) minor: u64,
    pub(crate) patch: u64,
    pub(crate) prerelease: Box<str>,
    pub(crate) metadata: Box<str>,
    pub(crate) original: Box<str>,
}

impl Version {
    /// Reads a version.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (version, given, wild) = partial(text)?;
        (given > 0 && !wild).then_some(version)
    }

    /// By precedence; metadata does not count.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        let key = |v: &Self| (v.major, v.minor, v.patch);
        key(self).cmp(&key(other)).then_with(|| prerelease(&self.prerelease, &other.prerelease))
    }

    fn at(major: u64, minor: u64, patch: u64) -> Self {
        let empty = || "".into();
        Self { major, minor, patch, prerelease: empty(), metadata: empty(), original: empty() }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if !self.prerelease.is_empty() {
            write!(f, "-{}", self.prerelease)?;
        }
        if !self.metadata.is_empty() {
            write!(f, "+{}", self.metadata)?;
        }
        Ok(())
    }
}

/// A version of one to three parts, how many are given, and whether one is a wildcard.
fn partial(text: &str) -> Option<(Version, usize, bool)> {
    let body = text.strip_prefix('v').unwrap_or(text);
    let (body, metadata) = body.split_once('+').unwrap_or((body, ""));
    let (numbers, pre) = body.split_once('-').unwrap_or((body, ""));
    if body.ends_with('-') || (text.contains('+') && metadata.is_empty()) {
        return None;
    }
    let (mut parts, mut given, mut wild) = ([0_u64; 3], 0, false);
    let mut words = numbers.split('.');
    for part in &mut parts {
        let Some(word) = words.next() else { break };
        if matches!(word, "x" | "X" | "*") {
            wild = true;
            break;
        }
        if word.is_empty() || !word.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *part = word.parse().ok()?;
        given += 1;
    }
    if !wild && words.next().is_some() {
        return None;
    }
    let allowed =
        |s: &str| s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
    if !allowed(pre) || !allowed(metadata) {
        return None;
    }
    let [major, minor, patch] = parts;
    let version = Version {
        prerelease: pre.into(),
        metadata: metadata.into(),
        original: text.into(),
        ..Version::at(major, minor, patch)
    };
    Some((version, given, wild))
}

/// No pre-release is later than any; numbers come before words.
fn prerelease(a: &str, b: &str) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        _ => {}
    }
    let (mut left, mut right) = (a.split('.'), b.split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => match (x.parse::<u64>(), y.parse::<u64>()) {
                (Ok(x), Ok(y)) => x.cmp(&y),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => x.cmp(y),
            },
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// One comparison of a constraint.
struct Rule {
    op: String,
    version: Version,
    given: usize,
    wild: bool,
}

/// Does `version` satisfy `constraint`? `None` where the constraint cannot be read.
pub(crate) fn satisfies(constraint: &str, version: &Version) -> Option<bool> {
    let mut any = false;
    for alternative in constraint.split("||") {
        let mut all = true;
        for rule in rules(alternative)? {
            all &= rule.holds(version);
        }
        any |= all;
    }
    Some(any)
}

/// The rules of one alternative: separated by commas or blanks; `a - b` is a range.
fn rules(text: &str) -> Option<Vec<Rule>> {
    let spaced = text.replace(" - ", " \u{1} ").replace(',', " ");
    let mut words = spaced.split_whitespace().peekable();
    let mut out = vec![];
    while let Some(word) = words.next() {
        let ops = word.len() - word.trim_start_matches(['=', '!', '>', '<', '~', '^']).len();
        let (op, body) = word.split_at_checked(ops)?;
        let body = if body.is_empty() { words.next()? } else { body };
        let hyphen = words.peek() == Some(&"\u{1}");
        if hyphen {
            words.next();
            out.push(rule(">=", body)?);
            out.push(rule("<=", words.next()?)?);
        } else {
            out.push(rule(op, body)?);
        }
    }
    (!out.is_empty()).then_some(out)
}

fn rule(op: &str, body: &str) -> Option<Rule> {
    let op = match op {
        "" | "=" | "==" => "=",
        "!=" | ">" | "<" | "~" | "^" => op,
        ">=" | "=>" => ">=",
        "<=" | "=<" => "<=",
        "~>" => "~",
        _ => return None,
    };
    let (version, given, wild) = partial(body)?;
    Some(Rule { op: op.into(), version, given, wild: wild || given < 3 })
}

impl Rule {
    fn holds(&self, version: &Version) -> bool {
        // A pre-release only satisfies a rule that names one.
        let named = !self.version.prerelease.is_empty();
        if !version.prerelease.is_empty() && !named && self.op != "!=" {
            return false;
        }
        let order = version.compare(&self.version);
        let below = |limit: Version| version.compare(&limit).is_lt();
        match self.op.as_str() {
            "=" if self.wild => self.tilde(version),
            "=" => order.is_eq(),
            "!=" if self.wild => !self.tilde(version),
            "!=" => !(order.is_eq() || (!version.prerelease.is_empty() && !named)),
            ">" if self.wild => order.is_gt() && !self.within(version),
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            "<" => order.is_lt(),
            "<=" if self.wild => order.is_lt() || self.within(version),
            "<=" => order.is_le(),
            "~" => self.tilde(version),
            _ => order.is_ge() && self.caret().is_none_or(below),
        }
    }

    /// Does `version` lie in the span that a partial version names?
    fn within(&self, version: &Version) -> bool {
        match self.given {
            0 => true,
            1 => version.major == self.version.major,
            2 => version.major == self.version.major && version.minor == self.version.minor,
            _ => version.compare(&self.version).is_eq(),
        }
    }

    /// The patch may rise; the minor too where it is left out.
    fn tilde(&self, version: &Version) -> bool {
        let same = version.major == self.version.major;
        match self.given {
            0 => true,
            1 => same,
            _ => {
                same && version.minor == self.version.minor
                    && version.compare(&self.version).is_ge()
            }
        }
    }

    /// Below what `^` stays: the first part that is not zero may not rise.
    fn caret(&self) -> Option<Version> {
        let v = &self.version;
        let up = |n: u64| n.saturating_add(1);
        Some(match self.given {
            0 => return None,
            _ if v.major > 0 => Version::at(up(v.major), 0, 0),
            1 => Version::at(1, 0, 0),
            _ if v.minor > 0 => Version::at(0, up(v.minor), 0),
            2 => Version::at(0, 1, 0),
            _ => Version::at(0, 0, up(v.patch)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_hold_or_not() {
        let table = [
            (">=1.19-0", "v1.36.0", true),
            (">= 1.19.0-0", "1.19.0", true),
            (">=1.19.0", "1.19.0-eks-1", false),
            (">=1.19-0", "v1.27.3-gke.100", true),
            ("<1.14", "1.36.0", false),
            ("^1.2.3", "1.9.0", true),
            ("^1.2.3", "2.0.0", false),
            ("^0.2.3", "0.3.0", false),
            ("~1.2.3", "1.2.9", true),
            ("~1.2.3", "1.3.0", false),
            ("1.2.x", "1.2.7", true),
            ("*", "3.1.0", true),
            ("1.2 - 1.4.5", "1.3.0", true),
            (">1.2, <2", "1.5.0", true),
            (">1.2 <2", "2.5.0", false),
            ("1.0.0 || 2.0.0", "2.0.0", true),
            ("!=1.2.3", "1.2.3", false),
            ("<=1.2", "1.2.9", true),
            (">1.2", "1.2.9", false),
        ];
        for (constraint, version, expected) in table {
            let parsed = Version::parse(version).unwrap();
            assert_eq!(satisfies(constraint, &parsed), Some(expected), "{constraint} {version}");
        }
        assert_eq!(satisfies("not a version", &Version::parse("1.0").unwrap()), None);
    }
}

//! Names that look like those of popular packages.

use ringfort_model::packages::Ecosystem;

/// A popular package whose name is close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lookalike {
    /// The popular name.
    pub of: &'static str,
}

/// Popular packages, and packages that are genuine although their name is close to one of those.
const NAMES: &str = include_str!("names.tsv");

/// The popular package that `name` looks like, unless it is itself known. A name of fewer than five characters
/// is close to too many others to say anything.
pub fn lookalike(ecosystem: Ecosystem, name: &str) -> Option<Lookalike> {
    let known = known(ecosystem);
    if name.len() < 5 || known.contains(&name) || name.starts_with('@') {
        return None;
    }
    known.into_iter().filter(|k| k.len() >= 5).find(|k| is_near(k, name)).map(|of| Lookalike { of })
}

fn known(ecosystem: Ecosystem) -> Vec<&'static str> {
    let wanted = match ecosystem {
        Ecosystem::PyPi => "pypi",
        Ecosystem::Npm => "npm",
    };
    let names = NAMES.lines().filter_map(|l| l.split_once('\t')).filter(|(e, _)| *e == wanted);
    names.flat_map(|(_, names)| names.split(' ')).collect()
}

/// One letter more, less, other or swapped, or the same letters with other separators.
fn is_near(a: &str, b: &str) -> bool {
    let bare = |s: &str| s.replace(['-', '_', '.'], "");
    if a != b && bare(a) == bare(b) {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = |i: std::iter::Zip<std::slice::Iter<'_, char>, std::slice::Iter<'_, char>>| {
        i.take_while(|(x, y)| x == y).count()
    };
    let head = same(a.iter().zip(b.iter()));
    let (rest_a, rest_b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (rest_a.len() - tail, rest_b.len() - tail) {
        (0 | 1, 1) | (1, 0) => true,
        (2, 2) => rest_a.first() == rest_b.get(1) && rest_a.get(1) == rest_b.first(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names() {
        let table = [
            ("requets", Some("requests")),
            ("reqeusts", Some("requests")),
            ("requests", None),
            ("fastapi", None),
            ("fast-api", Some("fastapi")),
            ("totally-other", None),
        ];
        for (name, of) in table {
            assert_eq!(lookalike(Ecosystem::PyPi, name).map(|l| l.of), of, "{name}");
        }
    }
}

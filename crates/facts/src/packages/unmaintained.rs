//! Packages that nobody maintains any more, or that should not be used.

use ringfort_model::packages::Ecosystem;

/// What is known of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmaintained {
    /// What happened, in a short clause.
    pub why: &'static str,
    /// What to use instead.
    pub instead: &'static str,
}

/// Ecosystem, name, what happened, what to use instead.
const PACKAGES: &str = include_str!("unmaintained.tsv");

/// What is known of `name`, if it should not be used.
pub fn unmaintained(ecosystem: Ecosystem, name: &str) -> Option<Unmaintained> {
    let wanted = match ecosystem {
        Ecosystem::PyPi => "pypi",
        Ecosystem::Npm => "npm",
    };
    PACKAGES.lines().find_map(|line| {
        let mut columns = line.split('\t');
        let hit = columns.next()? == wanted && columns.next()? == name;
        let (why, instead) = (columns.next()?, columns.next()?);
        hit.then_some(Unmaintained { why, instead })
    })
}

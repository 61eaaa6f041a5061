//! Dependencies on other people's packages: what is asked for, and what is locked.

use std::sync::Arc;

use ringfort_source::Span;

/// Where packages come from and how their names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ecosystem {
    /// Python.
    PyPi,
    /// JavaScript.
    Npm,
}

/// A file that asks for packages: `requirements.txt`, `pyproject.toml`, `Pipfile`, `package.json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The file's path.
    pub path: Arc<str>,
    /// The whole file.
    pub span: Span,
    /// Whose packages.
    pub ecosystem: Ecosystem,
    /// What is asked for.
    pub dependencies: Vec<Dependency>,
    /// The indexes that are asked, in order.
    pub indexes: Vec<Index>,
    /// Hosts whose certificates are not checked (`--trusted-host`).
    pub trusted_hosts: Vec<(String, Span)>,
    /// Where `--require-hashes` stands.
    pub requires_hashes: Option<Span>,
    /// Other requirement files that are included (`-r`, `-c`), as written.
    pub includes: Vec<(String, Span)>,
}

/// One package that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The normalised name.
    pub name: String,
    /// The version specifier as written; empty for any version.
    pub specifier: String,
    /// The exact version, if only one is allowed.
    pub pinned: Option<String>,
    /// How many hashes its archives must have one of.
    pub hashes: usize,
    /// Where it comes from.
    pub origin: Origin,
    /// Only for development, tests or the build.
    pub dev: bool,
    /// Where it is written.
    pub span: Span,
}

/// A file that fixes every package: `poetry.lock`, `uv.lock`, `Pipfile.lock`, `package-lock.json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lock {
    /// The file's path.
    pub path: Arc<str>,
    /// The whole file.
    pub span: Span,
    /// Whose packages.
    pub ecosystem: Ecosystem,
    /// The packages, the project itself left out.
    pub packages: Vec<Package>,
}

/// One locked package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The normalised name.
    pub name: String,
    /// The version; `None` for a repository or folder without one.
    pub version: Option<String>,
    /// How many hashes are recorded.
    pub hashes: usize,
    /// Where it comes from.
    pub origin: Origin,
    /// Only for development, if the lock says so.
    pub dev: Option<bool>,
    /// Where it is written.
    pub span: Span,
}

/// Where a package comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An index; the URL where one is written.
    Index(Option<String>),
    /// A repository. `fixed` says whether a full commit is named.
    Repository {
        /// Its URL as written.
        url: String,
        /// Is the commit fixed?
        fixed: bool,
    },
    /// An archive at a URL.
    Url(String),
    /// A file or folder of the project.
    Path(String),
}

/// A package index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its URL.
    pub url: String,
    /// Is it asked beside the main one? A package of the same name there can take its place.
    pub extra: bool,
    /// Where it is written.
    pub span: Span,
}

impl Manifest {
    /// Is every package fixed to one version with hashes, so that the file is its own lock?
    pub fn is_locked(&self) -> bool {
        let local = |d: &Dependency| matches!(d.origin, Origin::Path(_));
        !self.dependencies.is_empty()
            && self.dependencies.iter().all(|d| local(d) || (d.pinned.is_some() && d.hashes > 0))
    }
}

impl Origin {
    /// Reads a URL, repository address or path.
    pub fn locate(text: &str) -> Self {
        let repository = ["git+", "hg+", "svn+", "bzr+"].iter().any(|p| text.starts_with(p));
        if repository || text.starts_with("git://") || text.ends_with(".git") {
            return Self::Repository { url: text.to_owned(), fixed: names_commit(text) };
        }
        if text.contains("://") && !text.starts_with("file://") {
            Self::Url(text.to_owned())
        } else {
            Self::Path(text.to_owned())
        }
    }
}

/// Does the address end in a full commit (`@` or `#` and 40 or 64 hexadecimal digits)?
fn names_commit(url: &str) -> bool {
    let full =
        |part: &str| matches!(part.len(), 40 | 64) && part.bytes().all(|b| b.is_ascii_hexdigit());
    url.split(['@', '#', '=', '&', '?']).skip(1).any(full)
}

impl Ecosystem {
    /// A name as names compare there: for Python by PEP 503.
    pub fn normalise(self, name: &str) -> String {
        match self {
            Ecosystem::Npm => name.to_owned(),
            Ecosystem::PyPi => {
                let lower = name.to_lowercase().replace(['_', '.'], "-");
                lower.split('-').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_and_names() {
        let commit = "a".repeat(40);
        let fixed =
            |url: String| matches!(Origin::locate(&url), Origin::Repository { fixed: true, .. });
        assert!(fixed(format!("git+https://h/x.git@{commit}")));
        assert!(!fixed("git+https://h/x.git@main".into()));
        assert_eq!(Origin::locate("../lib"), Origin::Path("../lib".into()));
        assert_eq!(Origin::locate("https://h/x.whl"), Origin::Url("https://h/x.whl".into()));
        assert_eq!(Ecosystem::PyPi.normalise("Foo__Bar.baz"), "foo-bar-baz");
    }
}

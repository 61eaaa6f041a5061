//! Versions of the Pod Security Standards.

/// A version of the standards: the minor version of Kubernetes 1 that brought it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u16);

impl Version {
    /// Whatever the newest is.
    pub const LATEST: Self = Self(u16::MAX);

    /// Kubernetes 1.`minor`.
    pub const fn minor(minor: u16) -> Self {
        Self(minor)
    }

    /// `latest`, `v1.34`, `1.34`, `v1.34.2`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "latest" {
            return Some(Self::LATEST);
        }
        let rest = text.strip_prefix('v').unwrap_or(text).strip_prefix("1.")?;
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok().map(Self)
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if *self == Self::LATEST { f.write_str("latest") } else { write!(f, "v1.{}", self.0) }
    }
}

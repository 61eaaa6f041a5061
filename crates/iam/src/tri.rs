//! Three values: yes, no, and not known with its cause.

/// An answer that may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tri {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Not known, with the cause.
    Unknown(String),
}

impl Tri {
    /// Not known, for `cause`.
    pub fn unknown(cause: impl Into<String>) -> Self {
        Self::Unknown(cause.into())
    }

    /// Is it certainly so?
    pub fn is_yes(&self) -> bool {
        *self == Tri::Yes
    }

    /// Is it certainly not so?
    pub fn is_no(&self) -> bool {
        *self == Tri::No
    }

    /// Both must hold. One that does not decides, whatever the other is.
    #[must_use]
    pub fn and(self, other: impl FnOnce() -> Tri) -> Tri {
        match self {
            Tri::No => Tri::No,
            Tri::Yes => other(),
            Tri::Unknown(cause) => match other() {
                Tri::No => Tri::No,
                _ => Tri::Unknown(cause),
            },
        }
    }

    /// One is enough.
    #[must_use]
    pub fn or(self, other: impl FnOnce() -> Tri) -> Tri {
        match self {
            Tri::Yes => Tri::Yes,
            Tri::No => other(),
            Tri::Unknown(cause) => match other() {
                Tri::Yes => Tri::Yes,
                _ => Tri::Unknown(cause),
            },
        }
    }

    /// Is one of `all` so? The first that is not known gives the cause.
    pub fn any(all: impl IntoIterator<Item = Tri>) -> Tri {
        all.into_iter().fold(Tri::No, |sum, one| sum.or(|| one))
    }

    /// Are `all` so?
    pub fn all(all: impl IntoIterator<Item = Tri>) -> Tri {
        all.into_iter().fold(Tri::Yes, |sum, one| sum.and(|| one))
    }
}

impl std::ops::Not for Tri {
    type Output = Tri;

    fn not(self) -> Tri {
        match self {
            Tri::Yes => Tri::No,
            Tri::No => Tri::Yes,
            unknown @ Tri::Unknown(_) => unknown,
        }
    }
}

impl From<bool> for Tri {
    fn from(yes: bool) -> Self {
        if yes { Tri::Yes } else { Tri::No }
    }
}

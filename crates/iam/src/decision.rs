//! What a question about a right is answered with.

use ringfort_source::Span;

use crate::tri::Tri;

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Allowed.
    Allow,
    /// Not allowed: a statement denies it, or none allows it.
    Deny,
    /// The files do not tell, with the cause.
    Unknown(String),
}

/// What a piece of evidence does to the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// It grants the right.
    Grants,
    /// It denies the right.
    Denies,
    /// It limits what may be granted: a permission boundary, an organisation's policy, a session policy.
    Limits,
    /// It may do one of these; the files do not tell.
    Perhaps,
}

/// A statement, binding or assignment that the decision rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it does.
    pub part: Part,
    /// What it is, in words: `statement "Read" of aws_iam_policy.app`.
    pub what: String,
    /// Where it stands; none where it is not in a file, as the policies that a provider maintains.
    pub at: Option<Span>,
}

/// An answer with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The answer.
    pub outcome: Outcome,
    /// Why, in a sentence.
    pub reason: String,
    /// What it rests on, most important first.
    pub evidence: Vec<Evidence>,
}

impl Decision {
    /// Allowed, for `reason`.
    pub fn allow(reason: impl Into<String>, evidence: Vec<Evidence>) -> Self {
        Self { outcome: Outcome::Allow, reason: reason.into(), evidence }
    }

    /// Denied, for `reason`.
    pub fn deny(reason: impl Into<String>, evidence: Vec<Evidence>) -> Self {
        Self { outcome: Outcome::Deny, reason: reason.into(), evidence }
    }

    /// Not known, for `cause`.
    pub fn unknown(cause: impl Into<String>, evidence: Vec<Evidence>) -> Self {
        let cause = cause.into();
        Self { outcome: Outcome::Unknown(cause.clone()), reason: cause, evidence }
    }

    /// Is it certainly allowed?
    pub fn is_allowed(&self) -> bool {
        self.outcome == Outcome::Allow
    }

    /// Is it certainly not allowed?
    pub fn is_denied(&self) -> bool {
        self.outcome == Outcome::Deny
    }

    /// Could it be allowed: allowed, or not known?
    pub fn is_possible(&self) -> bool {
        !self.is_denied()
    }

    /// Why it is not known; `None` if it is.
    pub fn cause(&self) -> Option<&str> {
        if let Outcome::Unknown(cause) = &self.outcome { Some(cause) } else { None }
    }

    /// The answer as three values.
    pub fn tri(&self) -> Tri {
        match &self.outcome {
            Outcome::Allow => Tri::Yes,
            Outcome::Deny => Tri::No,
            Outcome::Unknown(cause) => Tri::Unknown(cause.clone()),
        }
    }

    /// The more permissive of both: what an attacker who may choose would take.
    #[must_use]
    pub fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_allowed() {
            return self;
        }
        let other = other();
        if other.is_allowed() || (self.is_denied() && !other.is_denied()) { other } else { self }
    }

    /// The more restrictive of both: two rights that are needed together.
    #[must_use]
    pub fn and(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_denied() {
            return self;
        }
        let mut other = other();
        if other.is_denied() {
            return other;
        }
        let mut evidence = self.evidence;
        evidence.append(&mut other.evidence);
        if self.outcome == Outcome::Allow {
            return Self { evidence, ..other };
        }
        Self { outcome: self.outcome, reason: self.reason, evidence }
    }
}

//! Answers.

use ringfort_model::kube::ObjectId;
use ringfort_source::Span;

use crate::policy::Direction;
use crate::ports::PortSet;

/// How sure an answer is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Certainty {
    /// Everything that decides is in the files.
    #[default]
    Known,
    /// Something that decides is not: the causes.
    Unknown(Vec<Box<str>>),
}

/// What a policy does to a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// A rule lets it through.
    Allows,
    /// A rule drops it.
    Denies,
    /// A rule leaves it to later policies.
    Passes,
    /// It governs the pod, and no rule lets it through.
    Isolates,
}

impl Effect {
    /// As a word: `allows`, `denies`, `passes on`, `isolates`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allows => "allows",
            Self::Denies => "denies",
            Self::Passes => "passes on",
            Self::Isolates => "isolates",
        }
    }
}

/// A policy that has a part in a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// Seen from whom: egress of the source, or ingress of the destination.
    pub direction: Direction,
    /// The policy.
    pub policy: ObjectId,
    /// The rule, or the policy's name where it isolates.
    pub at: Span,
    /// What it does.
    pub effect: Effect,
    /// To which ports.
    pub ports: PortSet,
    /// Is it certain that it applies?
    pub certain: bool,
    /// Does the proxy of a service mesh enforce it, not the network plugin?
    pub by_proxy: bool,
}

/// An answer: what may pass from one place to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The ports that are allowed.
    pub ports: PortSet,
    /// The ports of which that is not known; none of them is in `ports`. All others are denied.
    pub unknown: PortSet,
    /// Is anything not known, and why?
    pub certainty: Certainty,
    /// The policies that decide, in the order in which they are asked. None: nothing restricts the connection.
    pub deciding: Vec<Deciding>,
    /// What a reader should know beside: host networks, networks that are not shared, requests that are filtered.
    pub notes: Vec<Box<str>>,
}

impl Decision {
    /// Is nothing allowed, for certain?
    pub fn is_denied(&self) -> bool {
        self.ports.is_empty() && self.unknown.is_empty()
    }

    /// May something pass?
    pub fn is_possible(&self) -> bool {
        !self.is_denied()
    }

    /// The same about these ports only.
    #[must_use]
    pub fn on(mut self, ports: &PortSet) -> Self {
        self.ports = self.ports.and(ports);
        self.unknown = self.unknown.and(ports);
        if self.unknown.is_empty() {
            self.certainty = Certainty::Known;
        }
        self
    }

    /// Each policy once.
    pub(crate) fn tidy(mut self) -> Self {
        let mut seen: Vec<Deciding> = vec![];
        for deciding in self.deciding {
            let same = |d: &&mut Deciding| {
                (d.direction, d.at, d.effect, d.certain)
                    == (deciding.direction, deciding.at, deciding.effect, deciding.certain)
            };
            match seen.iter_mut().find(same) {
                Some(known) => known.ports = known.ports.or(&deciding.ports),
                None => seen.push(deciding),
            }
        }
        self.deciding = seen;
        self
    }

    /// What either allows: two ways between the same places.
    #[must_use]
    pub(crate) fn or(mut self, other: Self) -> Self {
        self.ports = self.ports.or(&other.ports);
        self.unknown = self.unknown.or(&other.unknown).minus(&self.ports);
        self.deciding.extend(other.deciding);
        self.notes.extend(other.notes);
        self.notes.sort();
        self.notes.dedup();
        let causes = [self.certainty, other.certainty].into_iter().flat_map(Certainty::into_causes);
        self.certainty = Certainty::of(&self.unknown, causes.collect());
        self
    }
}

impl Certainty {
    /// Known where no port is unknown.
    pub(crate) fn of(unknown: &PortSet, mut causes: Vec<Box<str>>) -> Self {
        if unknown.is_empty() {
            return Self::Known;
        }
        causes.sort();
        causes.dedup();
        Self::Unknown(causes)
    }

    /// Why something is not known; empty if all is.
    pub fn causes(&self) -> &[Box<str>] {
        match self {
            Self::Known => &[],
            Self::Unknown(causes) => causes,
        }
    }

    fn into_causes(self) -> Vec<Box<str>> {
        match self {
            Self::Known => vec![],
            Self::Unknown(causes) => causes,
        }
    }
}

//! What the fold works on.

use std::collections::BTreeMap;

use ringfort_source::Span;
use ringfort_vocab::{
    Basis, Control, ControlStatus, Environment, Location, Meta, Requirement, Suppressed,
};

/// What a check said of one resource. Not-applicable is no ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It fails.
    Fail,
    /// It could not be decided.
    Unknown,
    /// It holds.
    Pass,
}

impl Outcome {
    /// `fail`, `unknown` or `pass`.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Fail => "fail",
            Outcome::Unknown => "unknown",
            Outcome::Pass => "pass",
        }
    }
}

/// One ruling: a check on a resource. At most 64 bytes, since there may be a million.
#[derive(Clone, Copy, Debug)]
pub struct Ruling<'a> {
    /// The check.
    pub check: &'a Meta,
    /// The asset it is about; rulings with the same name are about the same asset.
    pub resource: &'a str,
    /// What was seen.
    pub note: &'a str,
    /// The suppression that covers a failure. It still counts as one.
    pub accepted: Option<&'a Suppressed>,
    /// Where.
    pub at: Span,
    /// What was said.
    pub outcome: Outcome,
    /// How it is known.
    pub basis: Basis,
}

/// A control that something outside this assessment provides.
#[derive(Clone, Debug)]
pub struct CoveredElsewhere {
    /// What covers it.
    pub note: String,
    /// Where that can be verified; a control id makes it inherit that control's status.
    pub reference: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when the declaration holds (YYYY-MM-DD).
    pub review: String,
    /// Where it is declared.
    pub location: Location,
}

/// A recorded decision: an optional control left out, or a risk accepted.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Why.
    pub note: String,
    /// Who decided.
    pub owner: String,
    /// Until when it holds (YYYY-MM-DD); empty: without limit.
    pub review: String,
    /// Where it is recorded.
    pub location: Location,
}

/// What the user declares about controls, by control id.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Controls provided elsewhere.
    pub covered_elsewhere: BTreeMap<String, CoveredElsewhere>,
    /// Optional controls left out knowingly.
    pub awareness: BTreeMap<String, Decision>,
    /// Controls whose absence is accepted.
    pub accepted_risks: BTreeMap<String, Decision>,
}

/// What was seen of the things that a control governs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Governed {
    /// Some of them.
    Seen,
    /// None, and the files that would show them were read: the control is not applicable.
    Nothing,
    /// It governs something wherever there is an account, a cluster or a pipeline, and no file speaks of it.
    Unspoken,
    /// No file that would show them was judged: why, in words.
    NotJudged(String),
    /// No check of the control ran; why.
    NotAsked(&'static str),
}

/// Everything that decides the statuses.
pub struct FoldInput<'a> {
    /// What the checks said, in any order.
    pub rulings: &'a [Ruling<'a>],
    /// Makes a place concrete.
    pub locate: &'a dyn Fn(Span) -> Location,
    /// What is judged.
    pub environment: Environment,
    /// `docker-desktop`, `eks`, `aks`, `gke`, `self-managed`; empty if not known.
    pub platform: &'a str,
    /// Today (YYYY-MM-DD), against which review dates are held; empty: no date has passed.
    pub today: &'a str,
    /// What the user declares.
    pub settings: &'a Settings,
    /// Why the inventory of a control's inputs is incomplete; `None` if all of it was read.
    pub incomplete: &'a dyn Fn(&Control) -> Option<String>,
    /// What was seen of the things that the control governs.
    pub governed: &'a dyn Fn(&Control) -> Governed,
    /// How the running system differs from what is declared for the control, if it was compared.
    pub drift: &'a dyn Fn(&Control) -> Option<String>,
}

impl FoldInput<'_> {
    /// Does the provider run the control plane?
    pub fn managed(&self) -> bool {
        matches!(self.platform, "eks" | "aks" | "gke")
    }

    /// How much the environment needs a control. "Not applicable in development" means a cluster
    /// on a workstation: where the development platform is declared to be a real one, such a
    /// control is optional.
    pub fn requirement(&self, control: &Control) -> Requirement {
        match (self.environment, control.dev) {
            (Environment::Prod, _) => control.prod,
            (Environment::Dev, Requirement::NotApplicable) if self.managed() => {
                Requirement::Optional
            }
            (Environment::Dev, dev) => dev,
        }
    }

    /// Has the date passed?
    pub(crate) fn passed(&self, date: &str) -> bool {
        !date.is_empty() && !self.today.is_empty() && date < self.today
    }
}

/// The map: one status per control, in catalogue order.
pub type Map = Vec<ControlStatus>;

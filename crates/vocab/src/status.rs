//! The status of a control on the map.

use serde::Serialize;

use crate::{Basis, ControlId, Layer, Location, Requirement};

/// May a control be counted on (design, section 4)?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Every asset in scope passes and the inventory is complete.
    Implemented,
    /// Some assets pass, others fail or are not known.
    Partial,
    /// It is not there.
    Missing,
    /// The platform does not need it, or there is nothing it governs.
    NotApplicable,
    /// Nothing that could decide it was read.
    NotAssessed,
    /// Optional here and left out by a recorded decision.
    Awareness,
    /// Provided by something outside this assessment, with a reference.
    CoveredElsewhere,
}

impl Status {
    /// The name as reports write it: `not-assessed`.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Implemented => "implemented",
            Status::Partial => "partial",
            Status::Missing => "missing",
            Status::NotApplicable => "not-applicable",
            Status::NotAssessed => "not-assessed",
            Status::Awareness => "awareness",
            Status::CoveredElsewhere => "covered-elsewhere",
        }
    }
}

/// Does a control that is there take effect?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing known voids it.
    Effective,
    /// A missing control voids it, fully or in part: see `undermined_by`.
    Undermined,
    /// A control that could void it was not assessed.
    Unverified,
    /// It is not there, so there is no effect to speak of.
    None,
}

/// What voids a control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Undermined {
    /// The row of the nullification table: `N09`.
    pub rule: &'static str,
    /// The missing control.
    pub control: ControlId,
    /// `full` or `partial`.
    pub degree: &'static str,
    /// Why, in a sentence.
    pub reason: &'static str,
    /// Where the missing control's failure was seen.
    pub location: Option<Location>,
}

/// A place that proves (or disproves) a control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// `pass`, `fail` or `unknown`.
    pub verdict: &'static str,
    /// The check that said so.
    pub check: &'static str,
    /// The asset it is about.
    pub resource: String,
    /// What was seen.
    pub note: String,
    /// Where.
    pub location: Location,
}

/// One row of the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ControlStatus {
    /// The control.
    pub control: ControlId,
    /// Its name for people.
    pub name: &'static str,
    /// Its layer.
    pub layer: Layer,
    /// Its status.
    pub status: Status,
    /// What the status rests on; `None` where nothing was seen.
    pub basis: Option<Basis>,
    /// Whether it takes effect.
    pub effect: Effect,
    /// What voids it.
    pub undermined_by: Vec<Undermined>,
    /// How much the environment needs it.
    pub requirement: Requirement,
    /// Why this status, in a sentence.
    pub reason: String,
    /// Assets that pass, fail, and are unknown.
    pub assets: Assets,
    /// Places that show it: failures first, then unknowns, then passes; at most a handful of each.
    pub evidence: Vec<Proof>,
}

/// How many assets gave which verdict over the control's gate checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Assets {
    /// All gates pass.
    pub pass: usize,
    /// A gate fails.
    pub fail: usize,
    /// No gate fails, one is unknown.
    pub unknown: usize,
}

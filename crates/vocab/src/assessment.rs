//! The result of a run: everything a report may show.

use serde::Serialize;

use crate::attack::Attack;
use crate::{
    ControlId, ControlStatus, Coverage, Environment, Finding, Layer, Location, Notice, Severity,
};

/// The version of the JSON contract. The major part changes when a reader would break.
pub const SCHEMA_VERSION: &str = "1.0";

/// Everything a run found.
#[derive(Clone, Debug, Serialize)]
pub struct Assessment {
    /// The version of the JSON contract.
    pub schema_version: &'static str,
    /// Version of the tool.
    pub tool_version: &'static str,
    /// The environment that was judged.
    pub environment: Environment,
    /// Was the environment chosen by the user (else it is the default)?
    pub environment_declared: bool,
    /// The scanned roots as given.
    pub roots: Vec<String>,
    /// The figures a person reads first.
    pub summary: Summary,
    /// One row per control, in catalogue order (outermost layer first).
    pub map: Vec<ControlStatus>,
    /// What is wrong: worst outermost first; suppressed ones carry `suppressed`.
    pub findings: Vec<Finding>,
    /// Findings grouped by what causes them.
    pub root_causes: Vec<RootCause>,
    /// What to do, outermost first.
    pub next_steps: Vec<NextStep>,
    /// Which attacks still succeed; `None` where the run was not asked.
    pub attack: Option<Attack>,
    /// What was looked at.
    pub coverage: Coverage,
    /// What went wrong with looking.
    pub notices: Vec<Notice>,
}

/// Counts of findings by severity, suppressed ones left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Critical findings.
    pub critical: usize,
    /// High findings.
    pub high: usize,
    /// Medium findings.
    pub medium: usize,
    /// Low findings.
    pub low: usize,
    /// Informational findings.
    pub info: usize,
}

impl Counts {
    /// Counts one finding of `severity`.
    pub fn add(&mut self, severity: Severity) {
        *match severity {
            Severity::Critical => &mut self.critical,
            Severity::High => &mut self.high,
            Severity::Medium => &mut self.medium,
            Severity::Low => &mut self.low,
            Severity::Info => &mut self.info,
        } += 1;
    }

    /// All of them.
    pub const fn total(&self) -> usize {
        self.critical + self.high + self.medium + self.low + self.info
    }
}

/// The figures a person reads first.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Findings that count.
    pub findings: Counts,
    /// Findings that a suppression covers.
    pub suppressed: usize,
    /// How many checks there are.
    pub checks: usize,
    /// How many verdicts (check on subject) were given, not-applicable left out.
    pub verdicts: usize,
    /// How many of these could not be decided.
    pub unknown: usize,
    /// The outermost layer with a missing required control: where an attacker starts.
    pub weakest_layer: Option<Layer>,
    /// Why that one, in a sentence.
    pub weakest_reason: String,
}

/// Findings that one change would close.
#[derive(Clone, Debug, Serialize)]
pub struct RootCause {
    /// The control that is not met.
    pub control: ControlId,
    /// Its name.
    pub name: &'static str,
    /// Its layer.
    pub layer: Layer,
    /// The worst severity among its findings.
    pub severity: Severity,
    /// Fingerprints of its findings, worst first.
    pub findings: Vec<String>,
    /// How many controls its absence voids.
    pub voids: usize,
}

/// One step of the way out.
#[derive(Clone, Debug, Serialize)]
pub struct NextStep {
    /// The control to bring about.
    pub control: ControlId,
    /// Its layer.
    pub layer: Layer,
    /// What to do, as an instruction.
    pub action: String,
    /// Why it comes at this place.
    pub reason: String,
    /// Where to start.
    pub location: Option<Location>,
}

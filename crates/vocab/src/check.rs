//! What a check says of itself.

use serde::Serialize;

use crate::{ControlId, Layer, Severity};

/// The id of a check: `LAYER/NAME`, say `container/privileged`.
pub type CheckId = &'static str;

/// How sure a finding is when its check fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A hint that a person must judge.
    Low,
    /// Right in the usual case (heuristics over source code).
    Medium,
    /// Read from the configuration itself.
    High,
}

/// The metadata of a check. `const` in the check's file; see [`Meta::new`] for what is required.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// `LAYER/NAME`, unique over all checks and different from every control id.
    pub id: CheckId,
    /// One line, what is wrong when it fires: "Container runs in privileged mode".
    pub title: &'static str,
    /// The control it belongs to, by its id in the catalogue.
    pub control: ControlId,
    /// How bad it is.
    pub severity: Severity,
    /// Does it carry the control's core promise (design, section 4)?
    pub gate: bool,
    /// How sure a finding is.
    pub confidence: Confidence,
    /// Requirements of frameworks that it answers: `CIS-K8s-5.2.2`.
    pub frameworks: &'static [&'static str],
    /// The ids that peers give the same concept, so that their ignore comments keep working.
    pub aliases: &'static [&'static str],
}

impl Meta {
    /// Metadata with confidence high, no gate, no frameworks and no aliases; the rest through the
    /// methods below, all `const`.
    pub const fn new(
        id: CheckId,
        title: &'static str,
        control: ControlId,
        severity: Severity,
    ) -> Self {
        let (frameworks, aliases): (&[&str], &[&str]) = (&[], &[]);
        let confidence = Confidence::High;
        Self { id, title, control, severity, gate: false, confidence, frameworks, aliases }
    }

    /// The same as a gate check.
    #[must_use]
    pub const fn gate(self) -> Self {
        Self { gate: true, ..self }
    }

    /// The same with another confidence.
    #[must_use]
    pub const fn confidence(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }

    /// The same with the framework requirements it answers.
    #[must_use]
    pub const fn frameworks(self, frameworks: &'static [&'static str]) -> Self {
        Self { frameworks, ..self }
    }

    /// The same with peers' ids.
    #[must_use]
    pub const fn aliases(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// The layer, read from the control's id.
    pub fn layer(&self) -> Layer {
        let slug = self.control.split('/').next().unwrap_or("");
        Layer::parse(slug).unwrap_or(Layer::Code)
    }
}

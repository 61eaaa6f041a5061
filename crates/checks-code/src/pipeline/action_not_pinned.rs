//! Is every foreign action fixed to a commit?

use super::pins::{self, Author};
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

/// Is every foreign action fixed to a commit? See the page beside this file.
pub struct ActionNotPinned;

impl Check for ActionNotPinned {
    const META: Meta = Meta::new(
        "code/action-not-pinned",
        "Action of a third party is not pinned to a commit",
        "code/delivery-pipeline-security",
        Severity::Medium,
    )
    .frameworks(&["Scorecard-PinnedDependencies", "OWASP-Top10-2025-A08", "MITRE-T1195.002"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        pins::verdict(on, Author::Other)
    }
}

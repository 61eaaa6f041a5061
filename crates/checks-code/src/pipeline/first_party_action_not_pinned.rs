//! Is every action of GitHub fixed to a commit?

use super::pins::{self, Author};
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

/// Is every action of GitHub fixed to a commit? See the page beside this file.
pub struct FirstPartyActionNotPinned;

impl Check for FirstPartyActionNotPinned {
    const META: Meta = Meta::new(
        "code/first-party-action-not-pinned",
        "Action of GitHub is not pinned to a commit",
        "code/delivery-pipeline-security",
        Severity::Low,
    )
    .frameworks(&["Scorecard-PinnedDependencies"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        pins::verdict(on, Author::GitHub)
    }
}

//! Does a script expand text that collaborators write?

use super::injection;
use ringfort_check::facts::pipeline::Trust;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

/// Does a script expand text that collaborators write? See the page beside this file.
pub struct WorkflowInputInjection;

impl Check for WorkflowInputInjection {
    const META: Meta = Meta::new(
        "code/workflow-input-injection",
        "Script expands inputs, names of branches or tags",
        "code/delivery-pipeline-security",
        Severity::Low,
    )
    .frameworks(&["Scorecard-DangerousWorkflow"])
    .aliases(&["CKV_GHA_7"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        injection::verdict(on, scene, Trust::Collaborator)
    }
}

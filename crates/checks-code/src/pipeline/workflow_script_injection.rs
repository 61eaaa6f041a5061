//! Does a script expand text that anybody can write?

use super::injection;
use ringfort_check::facts::pipeline::Trust;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

/// Does a script expand text that anybody can write? See the page beside this file.
pub struct WorkflowScriptInjection;

impl Check for WorkflowScriptInjection {
    const META: Meta = Meta::new(
        "code/workflow-script-injection",
        "Script expands text that outsiders write",
        "code/delivery-pipeline-security",
        Severity::High,
    )
    .gate()
    .frameworks(&["Scorecard-DangerousWorkflow", "MITRE-T1677"])
    .aliases(&["CKV_GHA_2"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        injection::verdict(on, scene, Trust::Anyone)
    }
}

//! Are commands in log output switched on?

use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Are commands in log output switched on? See the page beside this file.
pub struct WorkflowInsecureCommands;

impl Check for WorkflowInsecureCommands {
    const META: Meta = Meta::new(
        "code/workflow-insecure-commands",
        "Workflow accepts commands from log output",
        "code/delivery-pipeline-security",
        Severity::High,
    )
    .aliases(&["CKV_GHA_1"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        let jobs = on.jobs.iter().map(|j| &j.root);
        let steps = on.steps().map(|(_, s)| &s.root);
        let set = std::iter::once(&on.root).chain(jobs).chain(steps).filter_map(|n| {
            let node = n.at_keys(&["env", "ACTIONS_ALLOW_UNSECURE_COMMANDS"]).node()?;
            (node.scalar()?.eq_ignore_ascii_case("true")).then_some(node.span)
        });
        let said = "any text in the log can set variables and paths of later steps";
        let mut failures: Vec<Failure> =
            set.map(|at| Failure::new(at, said).key("switch")).collect();
        for (job, step) in on.steps() {
            let Some(at) =
                step.commands.iter().find(|c| prints_command(scene.facts.sources.text(c.span)))
            else {
                continue;
            };
            let said = format!("job `{}` sets a variable or path through the log", job.id);
            failures.push(Failure::new(at.span, said).key(&*job.id));
        }
        if on.jobs.is_empty() {
            Verdict::NotApplicable
        } else {
            Verdict::of(failures, on.root.span, "the log gives no commands")
        }
    }
}

fn prints_command(text: &str) -> bool {
    ["::set-env ", "::add-path::"].iter().any(|c| text.contains(c))
}

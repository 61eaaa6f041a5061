//! Does a script run what it downloads unseen?

use ringfort_check::facts::pipeline::words;
use ringfort_check::model::pipeline::{Command, Join, Step, Workflow};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does a script run what it downloads unseen? See the page beside this file.
pub struct WorkflowPipesDownload;

impl Check for WorkflowPipesDownload {
    const META: Meta = Meta::new(
        "code/workflow-pipes-download",
        "Script runs a download unseen",
        "code/delivery-pipeline-security",
        Severity::Medium,
    )
    .frameworks(&["Scorecard-PinnedDependencies"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let scripts: Vec<_> = on.steps().filter(|(_, s)| !s.commands.is_empty()).collect();
        let Some((_, first)) = scripts.first() else { return Verdict::NotApplicable };
        let failures = scripts.iter().flat_map(|(job, step)| {
            downloads(step).into_iter().map(|c| {
                let said = format!(
                    "job `{}` runs what `{}` downloads without looking at it",
                    job.id,
                    c.program()
                );
                Failure::new(c.span, said).key(format!("{}: {}", job.id, source(c)))
            })
        });
        Verdict::of(failures.collect(), first.root.span, "no download is run unseen")
    }
}

/// Downloads whose output a shell reads: through a pipe, or as `sh -c "$(curl ...)"`.
fn downloads(step: &Step) -> Vec<&Command> {
    let pairs = step.commands.iter().zip(step.commands.iter().skip(1));
    let run = pairs.filter(|(c, next)| {
        let fed = next.joined == Join::Pipe || c.joined == Join::Inside;
        matches!(c.program(), "curl" | "wget") && fed && is_interpreter(next)
    });
    run.map(|(c, _)| c).collect()
}

fn is_interpreter(command: &Command) -> bool {
    let words = words(command);
    let program = words.first().map_or("", String::as_str);
    matches!(program, "sh" | "bash" | "zsh" | "dash" | "eval" | "source" | "node" | "perl" | "ruby")
        || program.starts_with("python") && words.len() < 2
}

fn source(command: &Command) -> &str {
    command.argv.iter().map(|w| w.text.as_str()).find(|w| w.contains("://")).unwrap_or("download")
}

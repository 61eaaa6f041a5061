//! Privileged containers in CI.

use ringfort_check::model::image::Command;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A job starts a privileged container.
pub struct CiPrivileged;

impl Check for CiPrivileged {
    const META: Meta = Meta::new(
        "container/ci-privileged",
        "CI job starts a privileged container",
        "container/no-privileged-mode",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-5.5"]);
    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let commands = on.steps().flat_map(|(_, step)| &step.commands).filter(|c| is_privileged(c));
        let mut failures: Vec<Failure> = commands
            .map(|c| Failure::new(c.span, "a step starts a privileged container"))
            .collect();
        for job in &on.jobs {
            let services = job.root.at("services").node().map_or(&[][..], |n| n.entries());
            let options = services
                .iter()
                .map(|s| s.value.at("options"))
                .chain([job.root.at("container.options")]);
            let bad = options.filter_map(ringfort_check::At::node).filter(|n| {
                n.as_str().is_some_and(|t| t.split_whitespace().any(|w| w == "--privileged"))
            });
            failures.extend(bad.map(|n| {
                Failure::new(n.span, format!("the job `{}` runs in a privileged container", job.id))
                    .key(&*job.id)
            }));
        }
        Verdict::of(failures, on.root.span, "no job starts a privileged container")
    }
}

fn is_privileged(command: &Command) -> bool {
    let runs = matches!(command.program(), "docker" | "podman" | "nerdctl")
        && (command.has("run") || command.has("create"));
    runs && (command.has("--privileged") || command.has("--privileged=true"))
}

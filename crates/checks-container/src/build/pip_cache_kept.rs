//! Caches of pip.

use ringfort_check::model::image::{Command, Dockerfile, Instruction, Run};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `pip install` leaves its cache in the layer.
pub struct PipCacheKept;

impl Check for PipCacheKept {
    const META: Meta = Meta::new(
        "container/pip-cache-kept",
        "Layer keeps the cache of pip",
        "container/minimal-base-image",
        Severity::Info,
    )
    .frameworks(&["CIS-Docker-4.3"])
    .aliases(&[
        "f2f903fb-b977-461e-98d7-b3e2185c6118",
        "DL3042",
        "missing-pip-no-cache-dir",
        "AC_DOCKER_0031",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let off = dockerfile::steps(on).any(|(_, step)| match &step.instruction {
            Instruction::Env(pairs) | Instruction::Arg(pairs) => {
                pairs.iter().any(|p| p.key.text == "PIP_NO_CACHE_DIR")
            }
            _ => false,
        });
        let mut verdict = Verdict::NotApplicable;
        for stage in dockerfile::shipped(on) {
            for step in &stage.steps {
                let Instruction::Run(run) = &step.instruction else { continue };
                verdict = verdict.and(judge(run, off));
            }
        }
        verdict
    }
}

fn judge(run: &Run, off: bool) -> Verdict {
    let Some(command) = run.commands.iter().find(|c| installs(c)) else {
        return Verdict::NotApplicable;
    };
    let mounted = run.mounts().any(|(_, pairs)| pairs.contains(&("type", "cache")));
    let kept = |c: &Command| installs(c) && !c.has("--no-cache-dir") && c.env.is_empty();
    let removed = run.commands.iter().any(|c| {
        c.has("purge") || c.program() == "rm" && c.argv.iter().any(|w| w.text.contains(".cache"))
    });
    match run.commands.iter().find(|c| kept(c)) {
        Some(found) if !off && !mounted && !removed => Verdict::fail(dockerfile::failure(
            found.span,
            "`pip install` leaves its cache in the layer".to_owned(),
        )),
        _ => Verdict::pass(command.span, "the cache is not kept"),
    }
}

fn installs(command: &Command) -> bool {
    let words = dockerfile::words(command);
    match words.as_slice() {
        ["pip" | "pip2" | "pip3", rest @ ..] => rest.contains(&"install"),
        [python, "-m", "pip", rest @ ..] => {
            python.starts_with("python") && rest.contains(&"install")
        }
        _ => false,
    }
}

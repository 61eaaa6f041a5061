//! Caches of pip.

use ringfort_check::model::image::{Command, Dockerfile, Instruction, Run, Word};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;
use crate::support::libraries::{self, Call, Tool};

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
            Instruction::Env(pairs) | Instruction::Arg(pairs) => pairs.iter().any(|p| {
                let value = p.value.as_ref().and_then(|v| v.known());
                switches_off(&p.key.text, value.map(String::as_str))
            }),
            _ => false,
        });
        let shipped = dockerfile::shippable(on).into_iter().flat_map(dockerfile::steps_of);
        let runs = shipped.filter_map(|step| match &step.instruction {
            Instruction::Run(run) => Some(run),
            _ => None,
        });
        runs.fold(Verdict::NotApplicable, |verdict, run| verdict.and(judge(run, off)))
    }
}

fn judge(run: &Run, off: bool) -> Verdict {
    let Some(command) = run.commands.iter().find(|c| installs(c)) else {
        return Verdict::NotApplicable;
    };
    let mounted = run.mounts().any(|(_, pairs)| pairs.contains(&("type", "cache")));
    let kept = |c: &Command| installs(c) && !c.has("--no-cache-dir") && !c.env.iter().any(is_off);
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
    // uv has a cache and options of its own.
    let pip = |c: &Call<'_>| c.tool == Tool::Pip && c.installs();
    !words(command).starts_with(&["uv"]) && libraries::call(command).is_some_and(|c| pip(&c))
}

fn is_off(assigned: &Word) -> bool {
    assigned.text.split_once('=').is_some_and(|(name, value)| switches_off(name, Some(value)))
}

/// Does the variable switch the cache off? Like every switch of pip it can say no.
fn switches_off(name: &str, value: Option<&str>) -> bool {
    let no = |v: &str| matches!(v.to_ascii_lowercase().as_str(), "0" | "no" | "false" | "off" | "");
    name == "PIP_NO_CACHE_DIR" && !value.is_some_and(no)
}

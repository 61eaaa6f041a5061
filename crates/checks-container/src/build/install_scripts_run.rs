//! Scripts that packages bring along.

use ringfort_check::model::image::{Command, Dockerfile, Instruction, Step};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;
use crate::support::libraries::{self, Call, Tool};

/// npm or Yarn runs the scripts of every package while it installs.
pub struct InstallScriptsRun;

/// Variables that switch the scripts off.
const VARIABLES: &[&str] =
    &["npm_config_ignore_scripts", "yarn_ignore_scripts", "yarn_enable_scripts"];

impl Check for InstallScriptsRun {
    const META: Meta = Meta::new(
        "container/install-scripts-run",
        "Installation runs the scripts of every package",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04", "MITRE-T1195.002"])
    .aliases(&["S6505"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for stage in &on.stages {
            let off = on.lineage(stage).flat_map(|s| &s.steps).any(switches_off);
            for (_, command) in stage.run_commands() {
                let Some(program) = installs(command) else { continue };
                verdict = verdict.and(if off || ignores(command) {
                    Verdict::pass(command.span, "the scripts of packages do not run")
                } else {
                    let message = format!("`{program}` runs the scripts of every package");
                    Verdict::fail(dockerfile::failure(command.span, message))
                });
            }
        }
        verdict
    }
}

/// The call, if it installs packages. pnpm runs no scripts of dependencies unless they are listed.
fn installs(command: &Command) -> Option<String> {
    let call = libraries::call(command).filter(Call::installs)?;
    let program = match call.tool {
        Tool::Npm => "npm",
        Tool::Yarn => "yarn",
        _ => return None,
    };
    let asks = call.has(&["--version", "-v", "--help"]);
    (!asks).then(|| format!("{program} {}", call.verb).trim_end().to_owned())
}

fn ignores(command: &Command) -> bool {
    let skips =
        |w: &str| matches!(w, "--ignore-scripts" | "--ignore-scripts=true" | "--mode=skip-build");
    command.argv.iter().any(|w| skips(&w.text))
        || command.env.iter().any(|w| w.text.split_once('=').is_some_and(|(k, v)| is_off(k, v)))
}

/// Does the step switch scripts off for those that follow, by a variable or by npm's settings?
fn switches_off(step: &Step) -> bool {
    match &step.instruction {
        Instruction::Env(pairs) => pairs.iter().any(|p| {
            p.value.as_ref().and_then(|v| v.known()).is_some_and(|v| is_off(&p.key.text, v))
        }),
        Instruction::Run(run) => run.commands.iter().any(|c| {
            let words = words(c);
            matches!(
                words.as_slice(),
                ["npm" | "yarn", "config", "set", "ignore-scripts" | "ignore-scripts=true", ..]
            )
        }),
        _ => false,
    }
}

fn is_off(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let wanted = if name == "yarn_enable_scripts" { "false" } else { "true" };
    VARIABLES.contains(&name.as_str()) && value.eq_ignore_ascii_case(wanted)
}

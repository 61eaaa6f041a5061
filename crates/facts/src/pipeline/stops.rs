//! Does a step that finds something end its job?

use ringfort_model::pipeline::{Command, Job, Join, Step, Uses};
use ringfort_source::{At, Node, Span};

use super::tool::Tool;

/// Whether a finding ends the job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stops {
    /// It does.
    Yes,
    /// It does not, because of what stands there.
    No(Span, String),
    /// It cannot be told, because of what stands there.
    Unknown(Span, String),
}

/// Of an action.
pub(super) fn action(tool: &Tool, uses: &Uses, step: &Node, job: &Job) -> Stops {
    let lacking = tool.stops.iter().any(|c| !c.holds_with(step));
    let said = format!("`{}` is set to report only", uses.action);
    if lacking { Stops::No(uses.span, said) } else { around(step, job) }
}

/// Of a command that `next` follows.
pub(super) fn command(
    tool: &Tool,
    command: &Command,
    next: Option<&Command>,
    step: &Step,
    job: &Job,
) -> Stops {
    if tool.stops.iter().any(|c| !c.holds_for(command)) {
        return Stops::No(command.span, format!("`{}` is set to report only", tool.name()));
    }
    match next.map(|n| (n.joined, n)) {
        Some((Join::Or, n)) if swallows(n) => {
            let said = format!("its failure is swallowed by `|| {}`", spoken(n));
            Stops::No(command.span, said)
        }
        Some((Join::Pipe, _)) if !fails_in_pipes(step) => {
            let said = "its failure is lost in the pipe (`shell: bash` would keep it)";
            Stops::No(command.span, said.to_owned())
        }
        _ => around(&step.root, job),
    }
}

fn spoken(command: &Command) -> String {
    command.argv.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn swallows(command: &Command) -> bool {
    let ends = |code: &str| command.argv.get(1).is_none_or(|w| w.text == code);
    match command.program() {
        "true" | ":" | "echo" | "printf" => true,
        "exit" => ends("0"),
        _ => false,
    }
}

/// A step runs with `pipefail` where `shell: bash` is written, or where the script sets it.
fn fails_in_pipes(step: &Step) -> bool {
    step.root.at("shell").str() == Some("bash")
        || step.script().is_some_and(|s| s.contains("pipefail"))
}

/// `continue-on-error` of the step or its job.
fn around(step: &Node, job: &Job) -> Stops {
    for (node, whose) in [(step, "step"), (&job.root, "job")] {
        match node.at("continue-on-error") {
            At::Set(value) if value.as_bool() == Some(true) => {
                return Stops::No(value.span, format!("the {whose} continues on error"));
            }
            At::Set(value) if value.as_bool().is_none() => {
                let said = format!("whether the {whose} continues on error is an expression");
                return Stops::Unknown(value.span, said);
            }
            _ => {}
        }
    }
    Stops::Yes
}

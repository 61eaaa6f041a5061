//! GitHub Actions workflows.

use ringfort_model::Value;
use ringfort_model::pipeline::{Command, Job, Step, Uses, Workflow};
use ringfort_source::{Entry, Node, Span};
use ringfort_syntax::{Joined, shell};

use crate::dockerfile::step::command;

/// The workflow in `root`, whose file holds `text`.
pub fn lower(path: &str, text: &str, root: Node) -> Workflow {
    let triggers = root.get("on").map_or_else(Vec::new, triggers);
    let entries = root.at("jobs").node().map_or(&[][..], Node::entries);
    let shell = root.at("defaults.run.shell").str();
    let jobs = entries.iter().map(|entry| job(entry, text, shell)).collect();
    Workflow { path: path.into(), triggers, jobs, root }
}

/// `on` as a text, a list or a map.
fn triggers(on: &Node) -> Vec<(Box<str>, Span)> {
    if !on.entries().is_empty() {
        return on.entries().iter().map(|e| (e.key.clone(), e.key_span)).collect();
    }
    on.one_or_many().iter().filter_map(|n| Some((n.as_str()?.into(), n.span))).collect()
}

fn job(entry: &Entry, text: &str, shell: Option<&str>) -> Job {
    let shell = entry.value.at("defaults.run.shell").str().or(shell);
    let steps = entry.value.at("steps").list().iter().map(|n| step(n, text, shell)).collect();
    Job { id: entry.key.clone(), head: entry.key_span, root: entry.value.clone(), steps }
}

fn step(node: &Node, text: &str, shell: Option<&str>) -> Step {
    let run = node.get("run").map(|_| Value::text(node.at("run"), ""));
    let shell = node.at("shell").str().or(shell);
    let commands = match node.at("run").node() {
        Some(script) if is_posix(shell) => commands(script, text),
        _ => Vec::new(),
    };
    Step { root: node.clone(), uses: node.at("uses").node().and_then(uses), run, commands }
}

fn uses(node: &Node) -> Option<Uses> {
    let text = node.as_str()?;
    let (action, reference) = text.split_once('@').unwrap_or((text, ""));
    Some(Uses { action: action.into(), reference: reference.into(), span: node.span })
}

/// Is the script read by a POSIX shell? Where no shell is named, Linux and macOS runners take bash; the
/// simple commands that are asked about look the same in PowerShell.
fn is_posix(shell: Option<&str>) -> bool {
    let program = shell.and_then(|s| s.split_whitespace().next());
    program.is_none_or(|p| matches!(p.rsplit('/').next(), Some("bash" | "sh")))
}

fn commands(script: &Node, text: &str) -> Vec<Command> {
    let Some(value) = script.as_str() else { return Vec::new() };
    let written = text.get(script.span.range()).unwrap_or("");
    if let Some(joined) = placed(script, value, written) {
        return shell::commands(&joined).into_iter().map(command).collect();
    }
    let mut found = shell::commands(&Joined::whole(script.span.source, value, 0));
    for command in &mut found {
        command.span = script.span;
        command.env.iter_mut().chain(&mut command.argv).for_each(|w| w.span = script.span);
    }
    found.into_iter().map(command).collect()
}

/// The script with each line's place: a literal block (`|`) line by line, or a scalar on one line that is
/// written as it is meant. `None` for folded and escaped texts, whose lines are not those of the file.
fn placed(script: &Node, value: &str, written: &str) -> Option<Joined> {
    let (source, start) = (script.span.source, script.span.start as usize);
    if !written.starts_with('|') {
        let at = written.find(value)?;
        return Some(Joined::whole(source, value, start + at));
    }
    let mut joined = Joined::new(source);
    let mut at = start + written.find('\n')? + 1;
    let mut rest = written.get(at - start..)?.split_inclusive('\n');
    for line in value.split_inclusive('\n') {
        let Some(raw) = rest.next() else { break };
        let indent = raw.find(line.trim_end_matches(['\r', '\n']))?;
        joined.push(line, at + indent);
        at += raw.len();
    }
    Some(joined)
}

//! The table of tools that pipelines use.

use std::sync::OnceLock;

use ringfort_model::pipeline::Command;

use super::activity::ActivityKind;
use super::command::words;
use super::condition::Condition;

/// A tool: an action or a command.
#[derive(Debug)]
pub(super) struct Tool {
    pub(super) kind: ActivityKind,
    action: bool,
    pattern: Vec<String>,
    /// Only then it does what `kind` says.
    pub(super) when: Vec<Condition>,
    /// Only then a finding ends the job.
    pub(super) stops: Vec<Condition>,
}

/// All tools, in the order of the table.
pub(super) fn all() -> &'static [Tool] {
    static TOOLS: OnceLock<Vec<Tool>> = OnceLock::new();
    TOOLS.get_or_init(|| include_str!("tools.tsv").lines().filter_map(tool).collect())
}

fn tool(line: &str) -> Option<Tool> {
    let mut columns = line.split('\t');
    let kind = ActivityKind::parse(columns.next()?)?;
    let action = columns.next()? == "action";
    let pattern = columns.next()?.split(' ').map(str::to_owned).collect();
    let mut conditions = || columns.next().and_then(Condition::parse).into_iter().collect();
    Some(Tool { kind, action, pattern, when: conditions(), stops: conditions() })
}

impl Tool {
    /// Its name as a person says it.
    pub(super) fn name(&self) -> String {
        self.pattern.join(" ")
    }

    /// Is it the action `name`?
    pub(super) fn is_action(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.action && self.pattern.first().is_some_and(|p| matches(p, &name))
    }

    /// Is it what `command` runs?
    pub(super) fn is_command(&self, command: &Command) -> bool {
        // Whoever asks for the version or the manual scans nothing.
        if self.action || ["--version", "--help"].iter().any(|f| command.has(f)) {
            return false;
        }
        let words = words(command);
        words.len() >= self.pattern.len()
            && self.pattern.iter().zip(&words).all(|(p, w)| matches(p, w))
    }
}

/// `*` takes anything.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, tail)) => text
            .strip_prefix(head)
            .is_some_and(|rest| tail.is_empty() || rest.contains(tail.trim_matches('*'))),
    }
}

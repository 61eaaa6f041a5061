//! Conditions on the inputs of an action or the options of a command.

use ringfort_model::pipeline::Command;
use ringfort_source::{At, Node};

use super::command::flag;

/// A condition from the table of tools.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    /// An input or option is one of these; with none named, set and neither `0` nor `false`.
    Is(String, Vec<String>),
    /// An input is not true, an option is absent.
    Not(String),
}

impl Condition {
    /// Reads `with:NAME=a|b`, `flag:--x`, `without:NAME`, `noflag:--x`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (sort, rest) = text.split_once(':')?;
        let (name, values) = rest.split_once('=').unwrap_or((rest, ""));
        let values = values.split('|').filter(|v| !v.is_empty()).map(str::to_owned).collect();
        match sort {
            "with" | "flag" => Some(Self::Is(name.to_owned(), values)),
            "without" | "noflag" => Some(Self::Not(name.to_owned())),
            _ => None,
        }
    }

    /// Does it hold for the inputs of `step`?
    pub(super) fn holds_with(&self, step: &Node) -> bool {
        let input = |name: &str| match step.at_keys(&["with", name]) {
            At::Set(node) => node.scalar(),
            At::Absent(_) | At::Unknown(_) => None,
        };
        match self {
            Self::Is(name, values) => input(name).is_some_and(|v| accepts(&v, values)),
            Self::Not(name) => input(name).as_deref() != Some("true"),
        }
    }

    /// Does it hold for the options of `command`?
    pub(super) fn holds_for(&self, command: &Command) -> bool {
        match self {
            Self::Is(name, values) => flag(command, name).is_some_and(|v| accepts(v, values)),
            Self::Not(name) => flag(command, name).is_none(),
        }
    }
}

fn accepts(value: &str, values: &[String]) -> bool {
    if values.is_empty() {
        !matches!(value, "0" | "false")
    } else {
        values.iter().any(|v| v == value)
    }
}

//! The small verbs: one file or folder each.

mod asking;
pub(crate) mod attack;
pub(crate) mod checklist;
pub(crate) mod checks;
pub(crate) mod classify;
pub(crate) mod completions;
pub(crate) mod controls;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod pod_security;
pub(crate) mod reach;
pub(crate) mod report;
pub(crate) mod rights;

use serde::Serialize;

use crate::exit::{Exit, Refusal};
use crate::output;

/// Writes `value` as JSON.
fn json(value: &impl Serialize) -> Result<Exit, Refusal> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    text.push('\n');
    output::write(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// Writes a text.
fn text(text: &str) -> Result<Exit, Refusal> {
    output::write(text.as_bytes())?;
    Ok(Exit::Clean)
}

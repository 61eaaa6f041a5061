//! `ringfort checks`.

use ringfort_report::checks_table;
use ringfort_vocab::{Confidence, Layer, Meta, Severity};
use serde::Serialize;

use super::{json, text};
use crate::args::{ListArgs, ListFormat};
use crate::exit::{Exit, Refusal};
use crate::terminal;

/// One check as JSON.
#[derive(Serialize)]
pub(super) struct Row {
    id: &'static str,
    control: &'static str,
    layer: Layer,
    severity: Severity,
    gate: bool,
    confidence: Confidence,
    title: &'static str,
    frameworks: &'static [&'static str],
    aliases: &'static [&'static str],
}

impl From<&'static Meta> for Row {
    fn from(meta: &'static Meta) -> Self {
        let Meta { id, title, control, severity, gate, confidence, frameworks, aliases } = *meta;
        let layer = meta.layer();
        Self { id, control, layer, severity, gate, confidence, title, frameworks, aliases }
    }
}

/// Lists them, outermost layer first.
pub(crate) fn run(args: &ListArgs) -> Result<Exit, Refusal> {
    let metas = ringfort_engine::registry().iter().map(|check| check.meta);
    if args.format == ListFormat::Json {
        return json(&metas.map(Row::from).collect::<Vec<_>>());
    }
    let count = metas.len();
    let table = checks_table(metas, &terminal::options(args.color));
    text(&format!("{table}\n{count} checks; `ringfort explain CHECK` shows one\n"))
}

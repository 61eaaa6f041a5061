//! `ringfort controls`.

use ringfort_controls::catalogue;
use ringfort_report::controls_table;

use super::{json, text};
use crate::args::{ListArgs, ListFormat};
use crate::exit::{Exit, Refusal};
use crate::terminal;

/// Lists them, outermost layer first.
pub(crate) fn run(args: &ListArgs) -> Result<Exit, Refusal> {
    let controls = &catalogue().controls;
    if args.format == ListFormat::Json {
        return json(controls);
    }
    let count = controls.len();
    let table = controls_table(controls, &terminal::options(args.color));
    text(&format!("{table}\n{count} controls; `ringfort explain CONTROL` shows one\n"))
}

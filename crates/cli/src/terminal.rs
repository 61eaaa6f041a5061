//! What standard output can show.

use std::env;
use std::io::{IsTerminal as _, stderr, stdout};

use ringfort_report::Options;
use ringfort_vocab::Severity;

use crate::args::Color;

/// Columns where standard output is no terminal.
const PIPED_WIDTH: usize = 100;

/// Report options for standard output: colours and width of the terminal.
pub(crate) fn options(color: Color) -> Options<'static> {
    let width = asked_width().or_else(terminal_width).unwrap_or(PIPED_WIDTH);
    Options { color: wants_color(color), ascii: is_ascii(), width, ..Options::default() }
}

/// `COLUMNS`, which outranks the terminal so that a width can be asked for in a pipe.
fn asked_width() -> Option<usize> {
    env::var("COLUMNS").ok()?.parse().ok().filter(|columns| *columns > 0)
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// Report options for a file: no colours, everything that Unicode has.
pub(crate) fn file_options() -> Options<'static> {
    Options { min_severity: Severity::Info, ..Options::default() }
}

/// Is someone watching standard error?
pub(crate) fn shows_progress() -> bool {
    stderr().is_terminal() && !is_dumb()
}

/// `--color`, then `NO_COLOR`, `CLICOLOR_FORCE`, and whether there is a terminal.
fn wants_color(color: Color) -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if is_set("NO_COLOR") => false,
        Color::Auto if env::var_os("CLICOLOR_FORCE").is_some_and(|v| !v.is_empty() && v != "0") => {
            true
        }
        Color::Auto => stdout().is_terminal() && !is_dumb(),
    }
}

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// A terminal whose locale says that it knows ASCII only. No locale at all (containers, CI) says nothing.
fn is_ascii() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    is_dumb() || (stdout().is_terminal() && matches!(locale.as_deref(), Some("C" | "POSIX")))
}

//! `ringfort completions SHELL`.

use clap::CommandFactory as _;

use crate::args::{Cli, CompletionsArgs};
use crate::exit::{Exit, Refusal};
use crate::output;

/// Prints the script.
pub(crate) fn run(args: &CompletionsArgs) -> Result<Exit, Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "ringfort", &mut script);
    output::write(&script)?;
    Ok(Exit::Clean)
}

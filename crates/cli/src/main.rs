//! The `ringfort` command: arguments, exit codes, progress, help.

mod args;
mod exit;
mod internal;
mod output;
mod progress;
mod scan;
mod selection;
mod settings;
mod since;
mod terminal;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Verb};
use exit::{Exit, Refusal};

/// Small short-lived allocations of many threads: about a third faster than the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    internal::guarded(command)
}

fn command() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(answer) => return refuse_or_help(&answer),
    };
    let exit = run(cli).unwrap_or_else(|refusal| {
        refusal.lines.iter().for_each(|line| output::say(&format!("error: {line}")));
        Exit::Usage
    });
    exit.into()
}

fn run(cli: Cli) -> Result<Exit, Refusal> {
    match cli.verb {
        None => scan::run(&cli.scan),
        Some(Verb::Scan(args)) => scan::run(&args),
        Some(Verb::Attack(args)) => verbs::attack::run(&args),
        Some(Verb::Explain(args)) => verbs::explain::run(&args),
        Some(Verb::Classify(args)) => verbs::classify::run(&args),
        Some(Verb::Checklist(args)) => verbs::checklist::run(&args),
        Some(Verb::Controls(args)) => verbs::controls::run(&args),
        Some(Verb::Checks(args)) => verbs::checks::run(&args),
        Some(Verb::Reach(args)) => verbs::reach::run(&args),
        Some(Verb::Can(args)) => verbs::rights::can(&args),
        Some(Verb::WhoCan(args)) => verbs::rights::who_can(&args),
        Some(Verb::PodSecurity(args)) => verbs::pod_security::run(&args),
        Some(Verb::Report(args)) => verbs::report::run(&args),
        Some(Verb::Export(args)) => verbs::export::run(&args),
        Some(Verb::Completions(args)) => verbs::completions::run(&args),
    }
}

/// What clap has to say: help and version on standard output with success, all else is a usage error.
fn refuse_or_help(answer: &clap::Error) -> ExitCode {
    if answer.use_stderr() {
        output::say(answer.to_string().trim_end());
        return Exit::Usage.into();
    }
    match output::write(answer.to_string().as_bytes()) {
        Ok(()) => Exit::Clean.into(),
        Err(_) => Exit::Usage.into(),
    }
}

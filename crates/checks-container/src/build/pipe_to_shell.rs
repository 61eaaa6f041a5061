//! Downloads that are executed unseen.

use ringfort_check::model::image::{Command, Dockerfile, Join};
use ringfort_check::{Check, Meta, Scene, Severity, Span, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;

/// A `RUN` feeds a download to an interpreter.
pub struct PipeToShell;

/// Programs that read their text from a pipe.
const INTERPRETERS: &[&str] = &[
    "sh", "bash", "dash", "ash", "zsh", "ksh", "python", "python3", "perl", "ruby", "node", "php",
];

impl Check for PipeToShell {
    const META: Meta = Meta::new(
        "container/pipe-to-shell",
        "Build executes a download unseen",
        "container/dockerfile-hygiene",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.11", "MITRE-T1195.002"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_run(on, piped, "no download is piped into an interpreter")
    }
}

/// A download followed, through pipes only, by an interpreter; or one inside `$( )` or `<( )` of an interpreter.
fn piped(commands: &[Command]) -> Option<(Span, String)> {
    let mut download: Option<&Command> = None;
    for command in commands {
        let words = words(command);
        let program = words.first().copied().unwrap_or("");
        let inside = download.is_some_and(|d| d.joined == Join::Inside);
        let reads = match command.joined {
            Join::Pipe => reads_pipe(&words),
            _ => inside && runs_output(&words),
        };
        if let Some(from) = download.filter(|_| reads) {
            return Some((from.span, format!("a download goes straight into `{program}`")));
        }
        let fetches = matches!(program, "curl" | "wget") && words.len() > 1;
        // The output goes through pipes, and from inside to the command that holds it, no further.
        let goes_on = command.joined == Join::Pipe || inside && command.joined == Join::Inside;
        download = if fetches { Some(command) } else { download.filter(|_| goes_on) };
    }
    None
}

/// An interpreter that reads its program from the pipe; a script of its own reads data there.
fn reads_pipe(words: &[&str]) -> bool {
    let Some((program, rest)) = words.split_first() else { return false };
    let from_pipe = rest.iter().any(|w| *w == "-" || w.starts_with("-s"));
    let own = |w: &&str| matches!(*w, "-c" | "-m" | "-e" | "-r") || !w.starts_with('-');
    let sets_e = program.ends_with("sh");
    let scripts = rest.iter().any(|w| own(w) && !(sets_e && *w == "-e"));
    INTERPRETERS.contains(program) && (from_pipe || !scripts)
}

/// A program that runs what a substitution gives: `sh -c "$(...)"`, `eval`, `bash <(...)`, `. <(...)`.
fn runs_output(words: &[&str]) -> bool {
    let Some((program, rest)) = words.split_first() else { return false };
    let substituted = |w: &&&str| ["$(", "`", "<("].iter().any(|s| w.starts_with(s));
    let after_c = rest.iter().skip_while(|w| !matches!(**w, "-c" | "-e" | "-r")).nth(1);
    let script = rest.iter().find(|w| !w.starts_with('-'));
    match *program {
        "eval" | "." | "source" => script.is_some_and(|w| substituted(&w)),
        _ if !INTERPRETERS.contains(program) => false,
        _ => {
            after_c.is_some_and(|w| substituted(&w)) || script.is_some_and(|w| w.starts_with("<("))
        }
    }
}

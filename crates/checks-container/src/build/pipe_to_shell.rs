//! Downloads that are executed unseen.

use ringfort_check::model::image::{Command, Dockerfile, Join};
use ringfort_check::{Check, Meta, Scene, Severity, Span, Verdict};

use crate::support::dockerfile;

/// A `RUN` feeds a download to an interpreter.
pub struct PipeToShell;

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

/// A download followed, through pipes only, by an interpreter; or one inside `$( )` of an interpreter.
fn piped(commands: &[Command]) -> Option<(Span, String)> {
    let mut download: Option<&Command> = None;
    for command in commands {
        let words = dockerfile::words(command);
        let program = words.first().copied().unwrap_or("");
        let linked = matches!(command.joined, Join::Pipe)
            || download.is_some_and(|d| d.joined == Join::Inside);
        if let Some(from) = download.filter(|_| linked && is_interpreter(program, &words)) {
            return Some((from.span, format!("a download goes straight into `{program}`")));
        }
        let fetches = matches!(program, "curl" | "wget") && words.len() > 1;
        download = if fetches { Some(command) } else { download.filter(|_| linked) };
    }
    None
}

/// An interpreter that reads its program from the pipe; a script of its own reads data there.
fn is_interpreter(program: &str, words: &[&str]) -> bool {
    let own = |w: &&&str| matches!(**w, "-c" | "-m" | "-e") || !w.starts_with('-');
    let shell = matches!(program, "sh" | "bash" | "dash" | "ash" | "zsh" | "ksh" | "eval");
    let mut rest = words.iter().skip(1);
    shell || INTERPRETERS.contains(&program) && rest.find(own).is_none_or(|w| *w == "-")
}

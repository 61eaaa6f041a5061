//! Shells that are replaced by hand.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;

/// A `RUN` puts another shell in the place of `/bin/sh`, or starts one for its commands.
pub struct ShellReplaced;

impl Check for ShellReplaced {
    const META: Meta = Meta::new(
        "container/shell-replaced",
        "Build changes its shell by hand",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "8a301064-c291-4b20-adcb-403fe7fd95fd",
        "DL4005",
        "use-shell-instruction",
        "AC_DOCKER_0020",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let started = dockerfile::runs(on).filter(|run| run.exec.is_none()).filter_map(|run| {
            let command = run.commands.first()?;
            Some(Verdict::fail(dockerfile::failure(command.span, starts(command)?)))
        });
        let replaced = dockerfile::each_command(on, replaces, "the shell is chosen with SHELL");
        started.fold(replaced, Verdict::and)
    }
}

fn replaces(command: &Command) -> Option<String> {
    let words = words(command);
    let program = words.first().copied()?;
    let last = words.last().copied()?;
    match program {
        "ln" | "mv" | "cp" | "update-alternatives" => {
            let is_shell = |w: &&&str| matches!(**w, "/bin/sh" | "/usr/bin/sh");
            let linked = program == "update-alternatives";
            let target = if linked { words.iter().find(is_shell).copied()? } else { last };
            is_shell(&&target).then(|| format!("another shell takes the place of `{target}`"))
        }
        // A login shell is no shell of the build; nologin closes an account.
        "chsh" | "usermod" => {
            let at = words.iter().position(|w| matches!(*w, "-s" | "--shell"))?;
            let shell = words.get(at + 1)?;
            let closes = ["nologin", "false"].iter().any(|w| shell.ends_with(w));
            (!closes).then(|| format!("`{program}` changes the login shell to `{shell}`"))
        }
        "dpkg-reconfigure" if last == "dash" => {
            Some("another shell takes the place of `/bin/sh`".to_owned())
        }
        _ => None,
    }
}

/// A shell form that starts with another shell: `SHELL` saves one of the two (Dockerfile reference, SHELL).
fn starts(command: &Command) -> Option<String> {
    let program = command.program().trim_end_matches(".exe").to_ascii_lowercase();
    let shell = matches!(program.as_str(), "bash" | "zsh" | "ash" | "ksh" | "powershell" | "pwsh");
    let runs_text = |w: &str| {
        let lower = w.to_ascii_lowercase();
        w.starts_with('-') && !w.starts_with("--") && w.ends_with('c') || lower == "-command"
    };
    let given = command.argv.iter().skip(1).any(|w| runs_text(&w.text));
    let cmdlet = program.ends_with("shell") || program == "pwsh";
    let file = command.argv.iter().any(|w| w.text.to_ascii_lowercase().ends_with(".ps1"));
    (shell && (given || command.argv.len() == 1 || cmdlet && !file))
        .then(|| format!("the step starts `{program}` where SHELL would set it"))
}

//! Passwords of accounts.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;

/// A build step sets a password.
pub struct PasswordInBuild;

impl Check for PasswordInBuild {
    const META: Meta = Meta::new(
        "container/password-in-build",
        "Build sets the password of an account",
        "container/no-secrets-in-image",
        Severity::High,
    )
    .frameworks(&["CIS-Docker-4.10"])
    .aliases(&["CKV2_DOCKER_17"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, sets, "no account gets a password")
    }
}

fn sets(command: &Command) -> Option<String> {
    let words = words(command);
    let program = *words.first()?;
    let with = |options: &[&str]| {
        words.iter().any(|w| options.contains(w) || w.starts_with("--password="))
    };
    let bad = match program {
        "chpasswd" | "passwd" => !with(&["-l", "-d", "--lock", "--delete", "-u", "-e"]),
        "usermod" | "useradd" => with(&["-p", "--password"]),
        _ => false,
    };
    bad.then(|| format!("`{program}` sets a password that everyone with the image can attack"))
}

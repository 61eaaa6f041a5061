//! Modes that open files to everyone.

use ringfort_check::model::image::{Command, Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;

/// Files are made writable for everyone, or get the setuid bit.
pub struct WorldWritableFiles;

impl Check for WorldWritableFiles {
    const META: Meta = Meta::new(
        "container/world-writable-files",
        "Files are writable for everyone, or setuid",
        "container/dockerfile-hygiene",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-4.8"])
    .aliases(&["S2612"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let copied = dockerfile::steps(on).filter_map(|(_, step)| match &step.instruction {
            Instruction::Copy(t) | Instruction::Add(t) => {
                let flag = t.flag("chmod").filter(|f| is_open(&f.value))?;
                Some(Verdict::fail(dockerfile::failure(
                    step.span,
                    format!("files get the mode {}", flag.value),
                )))
            }
            _ => None,
        });
        copied.fold(
            dockerfile::each_command(on, opened, "no mode opens files to everyone"),
            Verdict::and,
        )
    }
}

fn opened(command: &Command) -> Option<String> {
    let words = words(command);
    let program = words.first().copied()?;
    // find and xargs call chmod with their last words.
    let at = words.iter().position(|w| w.rsplit('/').next() == Some("chmod"));
    let mode = match program {
        "chmod" | "find" => words.iter().skip(at? + 1).copied().find(|w| is_open(w))?,
        "mkdir" | "install" => mode_option(&words).filter(|m| is_open(m))?,
        "umask" => words.get(1).copied().filter(|m| masks_nothing(m))?,
        _ => return None,
    };
    Some(format!("`{program}` gives the mode {mode}"))
}

/// The value of `-m` or `--mode`, joined to the option or behind it.
fn mode_option<'a>(words: &[&'a str]) -> Option<&'a str> {
    let next = words.iter().skip(1).copied().chain(std::iter::once(""));
    words.iter().zip(next).find_map(|(word, next)| match *word {
        "-m" | "--mode" => Some(next),
        word => word.strip_prefix("--mode=").or_else(|| {
            word.strip_prefix("-m").filter(|m| m.starts_with(|c: char| c.is_ascii_digit()))
        }),
    })
}

/// With this mask everyone may write what is created.
fn masks_nothing(mask: &str) -> bool {
    !mask.is_empty() && u32::from_str_radix(mask, 8).is_ok_and(|bits| bits & 0o002 == 0)
}

/// A mode that everyone may write with, or that carries setuid or setgid. The sticky bit mends the former on folders.
fn is_open(mode: &str) -> bool {
    if !mode.is_empty() && mode.bytes().all(|b| (b'0'..=b'7').contains(&b)) {
        let bits = u32::from_str_radix(mode, 8).unwrap_or(0);
        return (bits & 0o002 != 0 && bits & 0o1000 == 0) || bits & 0o6000 != 0;
    }
    mode.split(',').any(|clause| {
        let Some((who, what)) = clause.split_once(['+', '=']) else { return false };
        let everyone = who.contains('o') || who.contains('a');
        let valid =
            who.chars().all(|c| "ugoa".contains(c)) && what.chars().all(|c| "rwxXst".contains(c));
        valid && (everyone && what.contains('w') || what.contains('s'))
    })
}

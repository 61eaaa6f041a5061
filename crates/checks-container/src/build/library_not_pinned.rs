//! Versions of libraries that are installed by name.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A package manager of a language installs a library by name without a version.
pub struct LibraryNotPinned;

impl Check for LibraryNotPinned {
    const META: Meta = Meta::new(
        "container/library-not-pinned",
        "Library is installed without a version",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["MITRE-T1195.002", "Scorecard-PinnedDependencies"])
    .aliases(&[
        "02d9c71f-3ee8-4986-9c27-1a20d0d19bfc",
        "DL3013",
        "AC_DOCKER_0010",
        "e36d8880-3f78-4546-b9a1-12f0745ca0d5",
        "DL3016",
        "22cd11f7-9c6c-4f6e-84c0-02058120b341",
        "DL3028",
        "DL3062",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(
            on,
            unpinned,
            "libraries are installed with a version or from a lock file",
        )
    }
}

/// Options that take the next word.
const WITH_VALUE: &[&str] = &[
    "-r",
    "--requirement",
    "-c",
    "--constraint",
    "-e",
    "--editable",
    "-i",
    "--index-url",
    "--extra-index-url",
    "-f",
    "--find-links",
    "-t",
    "--target",
    "--prefix",
    "--root",
    "--registry",
    "--platform",
    "--only-binary",
    "--no-binary",
    "-w",
    "--workspace",
    "--trusted-host",
    "-v",
    "--version",
    "--python-version",
];

fn unpinned(command: &Command) -> Option<String> {
    let words = dockerfile::words(command);
    let (tool, rest) = match words.as_slice() {
        [python, "-m", "pip", "install", rest @ ..] if python.starts_with("python") => {
            ("pip", rest)
        }
        ["pip" | "pip3", "install", rest @ ..] | ["uv", "pip", "install", rest @ ..] => {
            ("pip", rest)
        }
        ["npm", "install" | "i" | "add", rest @ ..] => ("npm", rest),
        ["gem", "install", rest @ ..] => ("gem", rest),
        ["go", "install", rest @ ..] => ("go", rest),
        _ => return None,
    };
    // gem names the version in an option, for all that it installs.
    if tool == "gem"
        && rest.iter().any(|w| matches!(*w, "-v" | "--version") || w.starts_with("--version="))
    {
        return None;
    }
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        if WITH_VALUE.contains(word) {
            rest.next();
        } else if !word.starts_with('-') && !is_pinned(tool, word) {
            return Some(format!("`{tool}` installs `{word}` without a version"));
        }
    }
    None
}

/// A version, a file, an address, or a name that is known only when the build runs.
fn is_pinned(tool: &str, word: &str) -> bool {
    let local =
        word.starts_with(['.', '/', '$', '~']) || word.contains("${") || word.contains("://");
    local
        || match tool {
            "pip" => {
                word.contains("==")
                    || word.contains('@')
                    || word.contains("~=")
                    || word.ends_with(".whl")
                    || word.ends_with(".tar.gz")
            }
            "npm" => {
                word.rsplit_once('@').is_some_and(|(name, v)| !name.is_empty() && v != "latest")
                    || word.ends_with(".tgz")
                    || word.starts_with("git+")
            }
            "gem" => word.contains(':') || word.ends_with(".gem"),
            _ => word.rsplit_once('@').is_some_and(|(_, v)| v != "latest") || !word.contains('.'),
        }
}

//! Versions of libraries that are installed by name.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;
use crate::support::libraries::{self, Call, Tool};

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

fn unpinned(command: &Command) -> Option<String> {
    let call = libraries::call(command).filter(Call::installs)?;
    if versions_are_elsewhere(&call) {
        return None;
    }
    let open = call.operands.iter().find(|name| !is_pinned(call.tool, name))?;
    let program = words(command).first().copied()?;
    Some(format!("`{program}` installs `{open}` without a version"))
}

/// Is the version in an option (gem), in a file of constraints (pip), or in a lock file that the verb follows?
fn versions_are_elsewhere(call: &Call<'_>) -> bool {
    match call.tool {
        Tool::Gem => {
            let joined = |o: &&str| o.strip_prefix("-v").is_some_and(|v| !v.is_empty());
            call.has(&["-v", "--version"]) || call.options.iter().any(joined)
        }
        Tool::Pip => call.has(&["-c", "--constraint"]),
        Tool::Npm | Tool::Yarn | Tool::Pnpm => {
            matches!(
                call.verb,
                "ci" | "clean-install" | "rebuild" | "" | "update" | "up" | "upgrade"
            )
        }
        _ => false,
    }
}

/// A version, a file, an address, or a name that is known only when the build runs.
fn is_pinned(tool: Tool, word: &str) -> bool {
    if word.starts_with(['.', '/', '$', '~']) || word.contains("${") {
        return true;
    }
    if let Some((scheme, rest)) = word.split_once("://") {
        return !scheme.starts_with("git") || names_commit(rest);
    }
    match tool {
        Tool::Pip | Tool::Pipx => {
            word.contains("==")
                || word.contains('@')
                || word.contains("~=")
                || word.ends_with(".whl")
                || word.ends_with(".tar.gz")
        }
        Tool::Npm | Tool::Yarn | Tool::Pnpm => {
            word.rsplit_once('@').is_some_and(|(name, v)| !name.is_empty() && v != "latest")
                || word.ends_with(".tgz")
        }
        Tool::Gem => word.contains(':') || word.ends_with(".gem"),
        // A path below a host is a module; others are packages of Go itself or files.
        Tool::Go => !word.contains('.') || word.ends_with(".go") || is_version(word),
    }
}

/// Does the address of a repository name a branch, tag or commit behind its path (`...@v1.2`, `...#v1.2`)?
fn names_commit(address: &str) -> bool {
    let path = address.split_once('/').map_or("", |(_, path)| path);
    path.contains(['@', '#'])
}

/// `MODULE@v1.2.3` or `MODULE@COMMIT`, but neither `@latest` nor a branch.
fn is_version(module: &str) -> bool {
    let Some((_, version)) = module.rsplit_once('@') else { return false };
    let numbered =
        version.strip_prefix('v').is_some_and(|v| v.starts_with(|c: char| c.is_ascii_digit()));
    let commit = version.len() >= 7 && version.bytes().all(|b| b.is_ascii_hexdigit());
    numbered || commit || version.contains('$')
}

//! Downloads in the clear.

use ringfort_check::model::image::{Command, Dockerfile, Instruction, KeyValue, Transfer};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{dockerfile, downloads};

/// A step downloads over http, ftp or the protocol of git.
pub struct ClearTextDownload;

impl Check for ClearTextDownload {
    const META: Meta = Meta::new(
        "container/clear-text-download",
        "Build downloads in the clear",
        "container/dockerfile-hygiene",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-4.11", "MITRE-T1195.002"])
    .aliases(&["S5332"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let others = dockerfile::steps(on).filter_map(|(_, step)| {
            let found = match &step.instruction {
                Instruction::Add(add) if add.flag("checksum").is_none() => added(add),
                Instruction::Env(pairs) | Instruction::Arg(pairs) => pairs.iter().find_map(index),
                _ => None,
            };
            Some(Verdict::fail(dockerfile::failure(step.span, found?)))
        });
        let note = "nothing is downloaded in the clear";
        others.fold(dockerfile::each_command(on, command, note), Verdict::and)
    }
}

fn command(command: &Command) -> Option<String> {
    let (program, address) = downloads::clear(command)?;
    Some(format!("`{program}` reads `{address}` without encryption"))
}

fn added(add: &Transfer) -> Option<String> {
    let address = add.sources.iter().filter_map(|s| s.known()).find(|s| downloads::is_clear(s))?;
    Some(format!("ADD reads `{address}` without encryption or checksum"))
}

/// Variables that name where libraries come from.
const INDEXES: &[&str] =
    &["PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "NPM_CONFIG_REGISTRY", "GOPROXY"];

fn index(pair: &KeyValue) -> Option<String> {
    let address = pair.value.as_ref()?.known()?;
    let named = INDEXES.iter().any(|name| pair.key.text.eq_ignore_ascii_case(name));
    let message = || format!("libraries come from `{address}` without encryption");
    (named && downloads::is_clear(address)).then(message)
}

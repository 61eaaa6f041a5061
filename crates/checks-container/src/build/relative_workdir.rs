//! Working folders.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `WORKDIR` is relative.
pub struct RelativeWorkdir;

impl Check for RelativeWorkdir {
    const META: Meta = Meta::new(
        "container/relative-workdir",
        "Working folder is relative",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "6b376af8-cfe8-49ab-a08d-f32de23661a4",
        "CKV_DOCKER_10",
        "DS-0009",
        "DL3000",
        "S7021",
        "AC_DOCKER_0013",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let folders = dockerfile::steps(on).filter_map(|(_, step)| match &step.instruction {
            Instruction::Workdir(folder) => Some((step, folder)),
            _ => None,
        });
        folders.fold(Verdict::NotApplicable, |verdict, (step, folder)| {
            verdict.and(Verdict::on(
                folder,
                |f| is_absolute(f),
                "the folder is absolute",
                || {
                    let shown = folder.known().map_or("", String::as_str);
                    dockerfile::failure(
                        step.span,
                        format!("`{shown}` depends on the folder before it"),
                    )
                },
            ))
        })
    }
}

/// With a leading slash, or a drive letter as Windows has it.
fn is_absolute(folder: &str) -> bool {
    let folder = folder.trim_matches(['"', '\'']);
    folder.starts_with(['/', '\\']) || folder.get(1..2) == Some(":")
}

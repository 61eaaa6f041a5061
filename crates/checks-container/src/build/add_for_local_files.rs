//! ADD where COPY is meant.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Edit, Meta, Safety, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `ADD` copies local files that are no archives.
pub struct AddForLocalFiles;

/// Archives that ADD unpacks, which COPY does not.
const ARCHIVES: &[&str] =
    &[".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst"];

impl Check for AddForLocalFiles {
    const META: Meta = Meta::new(
        "container/add-for-local-files",
        "ADD is used where COPY is meant",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-4.9"])
    .aliases(&[
        "9513a694-aa0d-41d8-be61-3271e056f36b",
        "CKV_DOCKER_4",
        "DS-0005",
        "DL3020",
        "prefer-copy-over-add",
        "S7029",
        "AC_DOCKER_0032",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (_, step) in dockerfile::steps(on) {
            let Instruction::Add(add) = &step.instruction else { continue };
            let known = add.sources.iter().filter_map(|s| s.known());
            let needs = |s: &String| {
                s.contains("://")
                    || s.starts_with("git@")
                    || s.contains('$')
                    || ARCHIVES.iter().any(|a| s.ends_with(a))
            };
            let needed = known.clone().any(needs) || known.clone().count() < add.sources.len();
            verdict = verdict.and(if needed {
                Verdict::pass(step.span, "ADD unpacks or downloads something")
            } else {
                let edit = Edit { at: step.keyword, text: "COPY".to_owned() };
                let what = known.map(String::as_str).collect::<Vec<_>>().join(" ");
                let failure =
                    dockerfile::failure(step.span, format!("ADD copies the local `{what}`"));
                Verdict::fail(failure.fix("write `COPY`", vec![edit], Safety::Safe))
            });
        }
        verdict
    }
}

//! Downloads by ADD.

use ringfort_check::model::Value;
use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `ADD` of an address has no checksum.
pub struct AddUrlUnchecked;

impl Check for AddUrlUnchecked {
    const META: Meta = Meta::new(
        "container/add-url-unchecked",
        "Download without a checksum",
        "container/dockerfile-hygiene",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-4.9", "CIS-Docker-4.11"])
    .aliases(&[
        "4b410d24-1cbe-4430-a632-62c9a931cf1c",
        "S7026",
        "AC_DOCKER_0035",
        // One rule for every ADD.
        "CKV_DOCKER_4",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (_, step) in dockerfile::steps(on) {
            let Instruction::Add(add) = &step.instruction else { continue };
            // An address is one whatever stands in its variables.
            let text = |v: &Value<String>| match v.known() {
                Some(known) => known.clone(),
                None => scene.facts.sources.text(v.span()).to_owned(),
            };
            for shown in add.sources.iter().map(text).filter(|s| is_remote(s)) {
                verdict = verdict.and(match add.flag("checksum") {
                    Some(flag) => Verdict::pass(flag.span, "the download has a checksum"),
                    None => Verdict::fail(dockerfile::failure(
                        step.span,
                        format!("`{shown}` is added without a checksum"),
                    )),
                });
            }
        }
        verdict
    }
}

/// An address of a file. Repositories (`git@`, `https://HOST/PATH.git`) are pinned in other ways.
fn is_remote(source: &str) -> bool {
    let lower = source.trim_matches(['"', '\'']).to_ascii_lowercase();
    ["http://", "https://", "ftp://"].iter().any(|s| lower.starts_with(s))
}

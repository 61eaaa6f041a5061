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

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (_, step) in dockerfile::steps(on) {
            let Instruction::Add(add) = &step.instruction else { continue };
            let remote = |v: &&Value<String>| {
                v.known().is_some_and(|s| s.starts_with("http://") || s.starts_with("https://"))
            };
            for source in add.sources.iter().filter(remote) {
                let shown = source.known().map_or("", String::as_str);
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

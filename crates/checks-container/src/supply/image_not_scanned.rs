//! Scanning in CI.

use ringfort_check::facts::images::{ActKind, Gate};
use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// CI does not scan the image, or does not fail on what the scan finds.
pub struct ImageNotScanned;

impl Check for ImageNotScanned {
    const META: Meta = Meta::new(
        "container/image-not-scanned",
        "No scan in CI stops a vulnerable image",
        "container/image-vulnerability-scanning",
        Severity::High,
    )
    .gate()
    .frameworks(&[
        "CIS-Docker-4.4",
        "CIS-EKS-5.1.1",
        "K8s-SecChecklist-images",
        "SP800-190-4.1.1",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let Some(index) = dockerfile::index_of(scene, on) else { return Verdict::NotApplicable };
        let acts = scene.facts.images.acts_on(&scene.facts.model, index);
        let mut told = None;
        for act in acts {
            match &act.kind {
                ActKind::Scan(Gate::Fails) => {
                    return Verdict::pass(
                        act.at,
                        format!("{} scans the image and fails the job", act.tool),
                    );
                }
                ActKind::Scan(Gate::Tells(why)) => told = Some((act, *why)),
                _ => {}
            }
        }
        Verdict::fail(match told {
            Some((act, why)) => {
                let message = format!("{} scans the image but lets it pass: {why}", act.tool);
                Failure::new(act.at, message).related_to(
                    dockerfile::head(on),
                    "the image",
                    &*on.path,
                )
            }
            None => Failure::new(
                dockerfile::head(on),
                "no step of CI scans this image for known vulnerabilities",
            ),
        })
    }
}

//! Signatures and attestations.

use ringfort_check::facts::images::ActKind;
use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// CI neither signs the image nor attests how it was built.
pub struct ImageNotSigned;

impl Check for ImageNotSigned {
    const META: Meta = Meta::new(
        "container/image-not-signed",
        "Image is neither signed nor attested",
        "container/image-provenance",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["SLSA-Build-L1", "SLSA-Build-L2", "CIS-Docker-4.5", "OWASP-K8s-2022-K02"])
    .aliases(&["C-0236", "C-0237"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let Some(index) = dockerfile::index_of(scene, on) else { return Verdict::NotApplicable };
        let acts = scene.facts.images.acts_on(&scene.facts.model, index);
        let proof = acts.iter().find(|a| matches!(a.kind, ActKind::Sign | ActKind::Attest));
        if let Some(act) = proof {
            return Verdict::pass(
                act.at,
                format!("{} proves where the image comes from", act.tool),
            );
        }
        let pushed = acts.iter().find(|a| a.kind == ActKind::Push);
        Verdict::fail(match pushed {
            Some(push) => {
                Failure::new(push.at, "the image is pushed without a signature or attestation")
                    .related_to(dockerfile::head(on), "the image", &*on.path)
            }
            None => Failure::new(
                dockerfile::head(on),
                "no step of CI signs this image or attests its build",
            ),
        })
    }
}

//! GKE cluster runs any image.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// GKE cluster runs any image.
pub struct GkeBinaryAuthorizationOff;

impl Check for GkeBinaryAuthorizationOff {
    const META: Meta = Meta::new(
        "cloud/gke-binary-authorization-off",
        "GKE cluster runs any image",
        "cloud/registry-access-control",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let old = on.bool("enable_binary_authorization", false);
        if old.is(&true) {
            return Verdict::pass(old.span(), NOTE);
        }
        let mode = on.text("binary_authorization.evaluation_mode", "DISABLED");
        Verdict::on(
            &mode,
            |m| m != "DISABLED" && m != "EVALUATION_MODE_UNSPECIFIED",
            NOTE,
            || {
                let message = format!("cluster `{}` runs images from anywhere", on.name);
                Failure::new(mode.span(), message)
            },
        )
    }
}

const NOTE: &str = "a policy decides which images run";

//! Admission plugin `ImagePolicyWebhook` is off.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{admission, flags};

const HARM: &str = "so nothing here decides which images may run";

/// Admission plugin `ImagePolicyWebhook` is off, and no policy looks at images instead.
pub struct ImagePolicyWebhook;

impl Check for ImagePolicyWebhook {
    const META: Meta = Meta::new(
        "cluster/image-policy-webhook",
        "Admission plugin ImagePolicyWebhook is off",
        "cluster/admission-policy",
        Severity::Info,
    )
    .frameworks(&["CIS-K8s-5.5.1"])
    .aliases(&["14abda69-8e91-4acb-9931-76e2bee90284"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        let own = flags::plugin(on, scene, "ImagePolicyWebhook", HARM, None);
        let Verdict::Fail(_) = own else { return own };
        match admission::image_policy(scene) {
            Some(policy) => Verdict::pass(policy.head, "a policy engine decides about images"),
            None => own,
        }
    }
}

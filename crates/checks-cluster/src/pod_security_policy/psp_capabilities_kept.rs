//! Pod security policy drops no capabilities.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::psp;

/// Pod security policy drops no capabilities.
pub struct PspCapabilitiesKept;

impl Check for PspCapabilitiesKept {
    const META: Meta = Meta::new(
        "cluster/psp-capabilities-kept",
        "Pod security policy drops no capabilities",
        "cluster/pod-security-admission",
        Severity::Low,
    )
    .aliases(&["caa93370-791f-4fc6-814b-ba6ce0cb4032", "CKV_K8S_36", "C-0220"]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        match psp::first(on, "spec.requiredDropCapabilities") {
            Err(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            Ok(Some(node)) => Verdict::pass(node.span, "capabilities are dropped"),
            Ok(None) => {
                let at = on.at("spec.requiredDropCapabilities").span();
                let message = format!("policy `{}` drops no capabilities", on.name);
                Verdict::fail(Failure::new(at, message))
            }
        }
    }
}

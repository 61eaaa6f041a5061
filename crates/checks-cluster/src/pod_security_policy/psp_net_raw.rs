//! Pod security policy admits raw sockets.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::psp;

/// Pod security policy admits raw sockets.
pub struct PspNetRaw;

impl Check for PspNetRaw {
    const META: Meta = Meta::new(
        "cluster/psp-net-raw",
        "Pod security policy admits raw sockets",
        "cluster/pod-security-admission",
        Severity::Low,
    )
    .aliases(&[
        "2270987f-bb51-479f-b8be-3ca73e5ad648",
        "9aa32890-ac1a-45ee-81ca-5164e2098556",
        "CKV_K8S_7",
    ]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let at = on.at("spec.requiredDropCapabilities");
        match psp::lists(on, "spec.requiredDropCapabilities", &["ALL", "NET_RAW"]) {
            Some(true) => Verdict::pass(at.span(), "raw sockets are dropped"),
            None => Verdict::unknown(at.span(), "the list of capabilities is not known"),
            Some(false) => {
                let message = format!("policy `{}` does not drop NET_RAW", on.name);
                Verdict::fail(Failure::new(at.span(), message))
            }
        }
    }
}

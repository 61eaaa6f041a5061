//! Dapr sidecar offers every API.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// `spec.api.allowed` is missing.
pub struct DaprApiOpen;

impl Check for DaprApiOpen {
    const META: Meta = Meta::new(
        "cluster/dapr-api-open",
        "Dapr sidecar offers every API",
        "cluster/dapr-access-control",
        Severity::Low,
    )
    .frameworks(&["Dapr-Sec-APIAllowlist"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Configuration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) || dapr::is_control_plane(on) {
            return Verdict::NotApplicable;
        }
        let allowed = on.at("spec.api.allowed");
        match allowed {
            At::Unknown(node) => Verdict::unknown(node.span, "the list is not known"),
            At::Set(node) => Verdict::pass(node.span, "lists the APIs in use"),
            At::Absent(_) => {
                let message =
                    format!("Configuration `{}` offers every API of the sidecar", on.name);
                Verdict::fail(Failure::new(on.head, message))
            }
        }
    }
}

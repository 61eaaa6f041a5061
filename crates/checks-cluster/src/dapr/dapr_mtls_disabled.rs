//! Dapr does not encrypt between services.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Value, Verdict};

use crate::support::dapr;

/// The Configuration of the control plane switches mTLS off.
pub struct DaprMtlsDisabled;

impl Check for DaprMtlsDisabled {
    const META: Meta = Meta::new(
        "cluster/dapr-mtls-disabled",
        "Dapr does not encrypt between services",
        "cluster/service-to-service-mtls",
        Severity::High,
    )
    .gate()
    .frameworks(&["Dapr-Sec-mTLS", "SP800-204-MS-SS-4", "ASVS-5.0-V12.3.3"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Configuration"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) {
            return Verdict::NotApplicable;
        }
        if !dapr::is_control_plane(on) {
            return Verdict::NotApplicable;
        }
        let enabled = Value::bool(on.at("spec.mtls.enabled"), true);
        Verdict::on(
            &enabled,
            |e| *e,
            "mTLS is on",
            || {
                let edit = Edit { at: enabled.span(), text: "true".to_owned() };
                Failure::new(
                    enabled.span(),
                    "mTLS between sidecars is off, so access rules have no identity to check",
                )
                .fix("switch mTLS on", vec![edit], Safety::Unsafe)
            },
        )
    }
}

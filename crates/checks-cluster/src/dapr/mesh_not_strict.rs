//! Service mesh accepts plain text.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Value, Verdict};

/// A PeerAuthentication of Istio is not STRICT.
pub struct MeshNotStrict;

impl Check for MeshNotStrict {
    const META: Meta = Meta::new(
        "cluster/mesh-not-strict",
        "Service mesh accepts plain text",
        "cluster/service-to-service-mtls",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["SP800-204-MS-SS-4", "NSA-NetworkSeparation", "ASVS-5.0-V12.3.3"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["PeerAuthentication"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if on.group() != "security.istio.io" {
            return Verdict::NotApplicable;
        }
        let mode = Value::text(on.at("spec.mtls.mode"), "UNSET");
        match mode.known().map(String::as_str) {
            Some("UNSET") => Verdict::NotApplicable,
            _ => Verdict::on(
                &mode,
                |m| m == "STRICT",
                "asks for mTLS",
                || {
                    let shown = mode.known().map_or("", String::as_str);
                    let edit = Edit { at: mode.span(), text: "STRICT".to_owned() };
                    Failure::new(mode.span(), format!("PeerAuthentication `{}` is {shown}: callers without a certificate are let in", on.name))
                    .fix("ask for mTLS", vec![edit], Safety::Unsafe)
                },
            ),
        }
    }
}

//! Mesh lets pods call anything outside.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// The outbound traffic policy of Istio is `ALLOW_ANY`.
pub struct MeshOutboundOpen;

impl Check for MeshOutboundOpen {
    const META: Meta = Meta::new(
        "cluster/mesh-outbound-open",
        "Mesh lets pods call anything outside",
        "cluster/network-policy-egress",
        Severity::Low,
    )
    .frameworks(&["NSA-NetworkSeparation"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Sidecar", "IstioOperator", "Istio"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let (path, whole) = match (on.group(), &*on.kind) {
            ("networking.istio.io", "Sidecar") => ("spec.outboundTrafficPolicy.mode", false),
            ("install.istio.io", "IstioOperator") => {
                ("spec.meshConfig.outboundTrafficPolicy.mode", true)
            }
            ("sailoperator.io", "Istio") => {
                ("spec.values.meshConfig.outboundTrafficPolicy.mode", true)
            }
            _ => return Verdict::NotApplicable,
        };
        let message = format!("`{}` lets the pods of the mesh call any host outside", on.resource);
        match on.at(path) {
            At::Absent(at) if whole => Verdict::fail(Failure::new(at, message)),
            At::Absent(_) => Verdict::NotApplicable,
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) => match node.as_str() {
                Some("REGISTRY_ONLY") => Verdict::pass(node.span, "only hosts that are registered"),
                _ => Verdict::fail(Failure::new(node.span, message)),
            },
        }
    }
}

//! Service mesh accepts plain text.

use ringfort_check::model::kube::Object;
use ringfort_check::{
    At, Check, Edit, Failure, Meta, Node, Safety, Scene, Severity, Value, Verdict,
};

use crate::support::mesh;

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

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if !mesh::is_istio_security(on) {
            return Verdict::NotApplicable;
        }
        let ports = on.at("spec.portLevelMtls");
        if let At::Unknown(node) = ports {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let entries = ports.node().map_or(&[][..], Node::entries);
        let ports = entries
            .iter()
            .map(|e| judge(on, At::Set(&e.value).key("mode"), &format!(" on port {}", e.key)));
        let verdict = ports.fold(judge(on, on.at("spec.mtls.mode"), ""), Verdict::and);
        if matches!(verdict, Verdict::Fail(_)) && mesh::is_covered_by_dapr(on, scene) {
            return Verdict::pass(on.head, "Dapr encrypts between the pods that it is about");
        }
        verdict
    }
}

/// The mode at `at`, for all ports or `where_`. UNSET inherits.
fn judge(on: &Object, at: At<'_>, where_: &str) -> Verdict {
    let mode = Value::text(at, "UNSET");
    if mode.is(&"UNSET".to_owned()) {
        return Verdict::NotApplicable;
    }
    Verdict::on(
        &mode,
        |m| m == "STRICT",
        "asks for mTLS",
        || {
            let shown = mode.known().map_or("", String::as_str);
            let edit = Edit { at: mode.span(), text: "STRICT".to_owned() };
            let message = format!(
                "PeerAuthentication `{}` is {shown}{where_}: callers without a certificate are let in",
                on.name
            );
            let failure = Failure::new(mode.span(), message);
            let failure = match where_.strip_prefix(" on port ") {
                Some(port) => failure.key(port),
                None => failure,
            };
            failure.fix("ask for mTLS", vec![edit], Safety::Unsafe)
        },
    )
}

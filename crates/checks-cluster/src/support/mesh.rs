//! Service meshes, and Dapr beside them: what encrypts between pods.

use ringfort_check::model::kube::{Object, Workload};
use ringfort_check::{Scene, Span, Value};

use super::dapr;

/// Is it an object of Istio's security API?
pub(crate) fn is_istio_security(object: &Object) -> bool {
    object.group() == "security.istio.io"
}

/// Where it is written (or defaulted) that Dapr encrypts between the sidecars of `workload` and others; `None`
/// where it does not, or nothing shows it.
pub(crate) fn dapr_mtls(workload: &Workload, scene: &Scene<'_>) -> Option<Span> {
    let object = dapr::enabled(workload, scene)?;
    let all = scene.facts.objects("Configuration");
    let system = all.filter(|c| dapr::is_dapr(c) && dapr::is_control_plane(c) && c.sees(object));
    let mut enabled = system.map(|c| Value::bool(c.at("spec.mtls.enabled"), true));
    enabled.find(|e| e.is(&true)).map(|e| e.span())
}

/// Does `namespace` hold the control plane of a mesh?
pub(crate) fn is_mesh_namespace(namespace: &str, scene: &Scene<'_>) -> bool {
    namespace == &*scene.facts.kube.mesh.settings.root_namespace
        || namespace == "linkerd"
        || namespace.starts_with("linkerd-")
        || namespace.starts_with("istio-")
}

/// Is every application workload that `policy`, a PeerAuthentication, decides about covered by Dapr's mTLS? `false`
/// where it decides about none.
pub(crate) fn is_covered_by_dapr(policy: &Object, scene: &Scene<'_>) -> bool {
    let facts = scene.facts;
    let decided = |w: &&Workload| {
        let peer = facts.kube.mesh.peer_mode(w.id);
        peer.is_some_and(|p| p.whole.policy == Some(policy.id))
    };
    let mut all = facts.model.kube.workloads.iter().filter(decided).peekable();
    all.peek().is_some() && all.all(|w| dapr_mtls(w, scene).is_some())
}

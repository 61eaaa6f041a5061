//! Workload takes plain text from other pods.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::facts::kube::mesh::{DefaultInbound, Membership, Mesh};
use ringfort_check::model::kube::{Object, Workload};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{mesh, place};

/// Neither a mesh nor Dapr authenticates the callers of a workload, in a cluster that has one.
pub struct WorkloadWithoutMtls;

impl Check for WorkloadWithoutMtls {
    const META: Meta = Meta::new(
        "cluster/workload-without-mtls",
        "Workload takes plain text from other pods",
        "cluster/service-to-service-mtls",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["SP800-204-MS-SS-4", "NSA-NetworkSeparation", "ASVS-5.0-V12.3.3"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(member) = scene.facts.kube.mesh.membership(on.id) else {
            return Verdict::NotApplicable;
        };
        let Some(object) = place::application_workload(scene, on) else {
            return Verdict::NotApplicable;
        };
        let namespace = object.namespace.as_deref().unwrap_or("");
        if mesh::is_mesh_namespace(namespace, scene) || on.pod.host_network.is(&true) {
            return Verdict::NotApplicable;
        }
        if let Some(at) = mesh::dapr_mtls(on, scene) {
            return Verdict::pass(at, "Dapr encrypts and authenticates between sidecars");
        }
        match member {
            Membership::In(Mesh::Istio | Mesh::Ambient, _) => istio(on, object, scene),
            Membership::In(Mesh::Linkerd, _) => linkerd(on, scene),
            // Another finding says it: `cluster/injection-opted-out`.
            Membership::OptedOut(..) => Verdict::Fail(vec![]),
            Membership::Outside => outside(on, object, scene),
            Membership::Unknown(at, cause) => Verdict::unknown(*at, cause.to_string()),
        }
    }
}

fn istio(on: &Workload, object: &Object, scene: &Scene<'_>) -> Verdict {
    let mesh = &scene.facts.kube.mesh;
    let Some(peer) = mesh.peer_mode(on.id) else { return Verdict::NotApplicable };
    let whole = &peer.whole;
    let policy = whole.policy.and_then(|id| place::object(scene, id));
    match (whole.is_strict(), policy) {
        (Some(true), Some(policy))
            if peer.ports.iter().all(|(_, p)| p.is_strict() == Some(true)) =>
        {
            Verdict::pass(whole.mode.span(), format!("`{}` asks for mTLS", policy.resource))
        }
        // Another finding says it: `cluster/mesh-not-strict`.
        (Some(_), Some(_)) => Verdict::Fail(vec![]),
        (None, _) => Verdict::unknown(whole.mode.span(), "the mode of mTLS is not known"),
        (Some(_), None) if mesh.settings.control_plane.is_some() => {
            let message = format!(
                "no PeerAuthentication asks callers of `{}` for mTLS: Istio takes plain text by default",
                object.name
            );
            Verdict::fail(Failure::new(object.head, message))
        }
        (Some(_), None) => Verdict::unknown(
            object.head,
            "no PeerAuthentication in the files is about it: by default Istio takes plain text, \
             unless one of the root namespace says otherwise",
        ),
    }
}

fn linkerd(on: &Workload, scene: &Scene<'_>) -> Verdict {
    let Some(inbound) = scene.facts.kube.mesh.inbound(on.id) else { return Verdict::NotApplicable };
    match &inbound.policy {
        DefaultInbound::Meshed | DefaultInbound::Deny => {
            Verdict::pass(inbound.at, "Linkerd lets in pods of the mesh only")
        }
        // Another finding says it: `cluster/linkerd-unauthenticated`.
        DefaultInbound::All | DefaultInbound::Cluster | DefaultInbound::Audit => {
            Verdict::Fail(vec![])
        }
        DefaultInbound::Unknown(cause) => Verdict::unknown(inbound.at, cause.to_string()),
    }
}

/// One finding for all workloads of a namespace that is in no mesh.
fn outside(on: &Workload, object: &Object, scene: &Scene<'_>) -> Verdict {
    let namespaces = &scene.facts.kube.namespaces;
    let home = namespaces.iter().find(|n: &&Namespace| n.workloads.contains(&on.id));
    let Some(home) = home else { return Verdict::NotApplicable };
    let outside =
        |id: &_| matches!(scene.facts.kube.mesh.membership(*id), Some(Membership::Outside));
    if home.workloads.iter().find(|id| outside(id)) != Some(&on.id) {
        return Verdict::Fail(vec![]);
    }
    let message = format!(
        "{} is not in the mesh: calls to `{}` cross the network in plain text",
        place::name_of(&home.name),
        object.name
    );
    Verdict::fail(Failure::new(home.at, message))
}

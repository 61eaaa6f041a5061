//! Nothing authorizes callers within the mesh.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::facts::kube::mesh::{DefaultInbound, Membership, Mesh};
use ringfort_check::model::kube::{Object, WorkloadId};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{mesh, place};

/// A namespace of the mesh has workloads and no authorization policy.
pub struct MeshWithoutAuthorization;

impl Check for MeshWithoutAuthorization {
    const META: Meta = Meta::new(
        "cluster/mesh-without-authorization",
        "Nothing authorizes callers within the mesh",
        "cluster/network-policy-ingress-allowlist",
        Severity::Low,
    )
    .frameworks(&["SP800-204-MS-SS-4", "ASVS-5.0-V13.2.1"]);
    type On = Namespace;

    fn run(on: &Namespace, scene: &Scene<'_>) -> Verdict {
        if scene.is_platform_namespace(&on.name) || mesh::is_mesh_namespace(&on.name, scene) {
            return Verdict::NotApplicable;
        }
        let facts = &scene.facts.kube.mesh;
        let members = on.workloads.iter().filter_map(|id| match facts.membership(*id) {
            Some(Membership::In(mesh, _)) => Some((*id, *mesh)),
            _ => None,
        });
        let members: Vec<(WorkloadId, Mesh)> = members.collect();
        let Some((_, mesh)) = members.first() else { return Verdict::NotApplicable };
        if let Some(policy) = policy(on, scene) {
            let message = format!("`{}` authorizes callers", policy.resource);
            return Verdict::pass(policy.head, message);
        }
        let closed = members.iter().all(|(id, _)| {
            let inbound = facts.inbound(*id);
            inbound
                .is_some_and(|i| matches!(i.policy, DefaultInbound::Deny | DefaultInbound::Meshed))
        });
        if closed {
            return Verdict::pass(on.at, "the default inbound policy asks for an identity");
        }
        let message = format!(
            "{} is in the mesh of {}, and no policy says who may call whom: every identity may",
            place::name_of(&on.name),
            mesh.name()
        );
        Verdict::fail(Failure::new(on.at, message))
    }
}

/// A policy that is about the namespace: its own, or one of the root namespace.
fn policy<'a>(on: &Namespace, scene: &Scene<'a>) -> Option<&'a Object> {
    let root = &scene.facts.kube.mesh.settings.root_namespace;
    let near = |o: &&Object| {
        let rooted = o.namespace.as_deref() == Some(&**root) && mesh::is_istio_security(o);
        on.holds(o) || rooted && on.sees(o)
    };
    let own = |o: &&Object| mesh::is_istio_security(o) || o.group() == "policy.linkerd.io";
    let audits = |o: &&Object| o.at("spec.action").str() == Some("AUDIT");
    let kinds = ["AuthorizationPolicy", "Server", "ServerAuthorization"];
    let mut all = kinds.iter().flat_map(|kind| scene.facts.objects(kind));
    all.find(|o| own(o) && near(o) && !audits(o))
}

//! Workload opts out of the mesh.

use ringfort_check::facts::kube::mesh::Membership;
use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{mesh, place};

/// The namespace is in the mesh, and the pods of a workload have no proxy.
pub struct InjectionOptedOut;

impl Check for InjectionOptedOut {
    const META: Meta = Meta::new(
        "cluster/injection-opted-out",
        "Workload opts out of the mesh",
        "cluster/service-to-service-mtls",
        Severity::Medium,
    )
    .frameworks(&["SP800-204-MS-SS-4"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::application_workload(scene, on) else {
            return Verdict::NotApplicable;
        };
        match scene.facts.kube.mesh.membership(on.id) {
            None | Some(Membership::Outside) => Verdict::NotApplicable,
            Some(Membership::In(mesh, at)) => {
                Verdict::pass(*at, format!("has the proxy of {}", mesh.name()))
            }
            Some(Membership::Unknown(at, cause)) => Verdict::unknown(*at, cause.to_string()),
            Some(Membership::OptedOut(..)) if mesh::dapr_mtls(on, scene).is_some() => {
                Verdict::pass(object.head, "Dapr encrypts and authenticates in its place")
            }
            Some(Membership::OptedOut(mesh, at)) => {
                let message = format!(
                    "`{}` has no proxy of {}, so none of the mesh's policies protects it",
                    object.name,
                    mesh.name()
                );
                Verdict::fail(Failure::new(*at, message))
            }
        }
    }
}

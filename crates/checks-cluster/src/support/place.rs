//! Where objects live.

use ringfort_check::facts::kube::{Namespace, share_namespace};
use ringfort_check::model::kube::{Object, ObjectId, Workload};
use ringfort_check::{Failure, Scene};

/// How many workloads a finding about a namespace names.
const NAMED: usize = 8;

/// Do the two share a namespace of one cluster?
pub(crate) fn together(a: &Object, b: &Object) -> bool {
    share_namespace(a, b)
}

/// Does the object belong to an application, not to the platform?
pub(crate) fn is_application(scene: &Scene<'_>, object: &Object) -> bool {
    !scene.is_platform_namespace(object.namespace.as_deref().unwrap_or(""))
}

/// The object of `id`.
pub(crate) fn object<'a>(scene: &Scene<'a>, id: ObjectId) -> Option<&'a Object> {
    scene.facts.model.kube.object(id)
}

/// The object of a workload that belongs to an application.
pub(crate) fn application_workload<'a>(
    scene: &Scene<'a>,
    workload: &Workload,
) -> Option<&'a Object> {
    scene.facts.object(workload).filter(|o| is_application(scene, o))
}

/// The failure with the workloads of the namespace, which it is about as much.
pub(crate) fn with_workloads(failure: Failure, on: &Namespace, scene: &Scene<'_>) -> Failure {
    let workloads = on.workloads.iter().filter_map(|id| scene.facts.model.kube.workload(*id));
    let objects = workloads.filter_map(|w| scene.facts.object(w)).take(NAMED);
    objects.fold(failure, |f, o| f.related_to(o.head, "runs in it", o.resource.to_string()))
}

/// How messages name the namespace of an object.
pub(crate) fn name_of(namespace: &str) -> String {
    if namespace.is_empty() {
        "the namespace that these manifests leave open".to_owned()
    } else {
        format!("namespace `{namespace}`")
    }
}

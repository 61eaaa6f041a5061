//! Where objects live.

use ringfort_check::Scene;
use ringfort_check::facts::kube::share_namespace;
use ringfort_check::model::kube::{Object, ObjectId, Workload};

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

/// How messages name the namespace of an object.
pub(crate) fn name_of(namespace: &str) -> String {
    if namespace.is_empty() {
        "the namespace that these manifests leave open".to_owned()
    } else {
        format!("namespace `{namespace}`")
    }
}

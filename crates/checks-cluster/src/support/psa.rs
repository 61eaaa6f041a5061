//! Pod Security admission: see [`ringfort_check::facts::kube::pod_security`].

use ringfort_check::Scene;
use ringfort_check::facts::kube::Namespace;
use ringfort_check::facts::kube::pod_security as facts;
use ringfort_check::model::kube::Object;

pub(crate) use facts::{Level, is_strict, label, pod_security};

/// The level enforced in `namespace`.
pub(crate) fn enforced<'a>(namespace: &Namespace, scene: &Scene<'a>) -> Level<'a> {
    facts::enforced(namespace, scene.facts)
}

/// A policy of an engine that forbids privileged pods, and so may stand in for the labels.
pub(crate) fn engine_policy<'a>(scene: &Scene<'a>) -> Option<&'a Object> {
    let kinds = ["ClusterPolicy", "ValidatingPolicy", "K8sPSPPrivilegedContainer"];
    let mut all = kinds.into_iter().flat_map(|kind| scene.facts.objects(kind));
    all.find(|o| {
        let text = format!("{:?}", o.root);
        (text.contains("podSecurity") || text.contains("privileged")) && super::admission::denies(o)
    })
}

//! Pod Security admission: see [`ringfort_check::facts::kube::pod_security`].

use ringfort_check::Scene;
use ringfort_check::facts::kube::Namespace;
use ringfort_check::facts::kube::admission::{Answer, Refuses};
use ringfort_check::facts::kube::pod_security as facts;

pub(crate) use facts::{Level, is_strict, label, pod_security};

/// The level enforced in `namespace`.
pub(crate) fn enforced<'a>(namespace: &Namespace, scene: &Scene<'a>) -> Level<'a> {
    facts::enforced(namespace, scene.facts)
}

/// Do policies refuse all that the baseline does in `namespace`, and so stand in for the label?
pub(crate) fn policies(namespace: &Namespace, scene: &Scene<'_>) -> Answer {
    let facts = scene.facts;
    facts.kube.admission_of_all(&facts.model.kube, &namespace.name, &Refuses::BASELINE)
}

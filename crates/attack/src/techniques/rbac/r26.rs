//! R26: the labels of a pod decide which Services send it traffic, and its status decides to which address. Both can be
//! changed through `pods/status` too (Kubernetes, strategy of the pod's status: labels are not reset).

use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::Object;
use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R26",
    title: "Pose as the pods of a Service",
    layer: Layer::Cluster,
    attack: &["T1557"],
    sentence: "{from} may {detail}: a pod with the labels that a Service selects gets its traffic ({to})",
    page: include_str!("r26.md"),
    ground,
};

const WANTED: Wanted =
    Wanted { verbs: &["update", "patch"], on: &[("", "pods/status"), ("", "pods")] };

fn ground(g: &mut Ground<'_>) {
    let services: Vec<&Object> = g.facts.objects("Service").filter(|o| selects(o)).collect();
    for granted in g.grants.clone().iter() {
        let Some(hit) = granted.gives(WANTED, false) else { continue };
        let here =
            |o: &&&Object| matches!(&*granted.scope, "*") || namespace_of(o) == &*granted.scope;
        let Some(service) = services.iter().find(here) else { continue };
        let head = Position::Right(Right::Intercept, granted.scope.clone());
        support::step(g, granted, &hit, head, "cluster/rbac-least-privilege")
            .proof(service.at("spec.selector").span(), "a Service that selects pods by label")
            .add();
    }
}

/// Does the Service send its traffic to pods by their labels?
fn selects(service: &Object) -> bool {
    service.at("spec.selector").node().is_some_and(|n| !n.entries().is_empty())
}

//! K06: roles of Google Cloud such as `container.admin` count in the clusters of GKE, past RBAC.

use ringfort_iam::Cloud;
use ringfort_model::cloud::Resource;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K06",
    title: "Roles of Google Cloud in the cluster",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "A role of Google Cloud gives {from} {to} ({detail})",
    page: include_str!("k06.md"),
    ground,
};

/// Permissions that count in the cluster, and the right there. Source: GKE documentation, "Create IAM policies".
const RIGHTS: [(&str, Right); 4] = [
    ("container.clusterRoleBindings.create", Right::Everything),
    ("container.pods.create", Right::RunPods),
    ("container.pods.exec", Right::Exec),
    ("container.secrets.get", Right::ReadSecrets),
];

fn ground(g: &mut Ground<'_>) {
    for cluster in g.facts.resources("google_container_cluster") {
        for (permission, right) in RIGHTS {
            entered(g, cluster, permission, right);
        }
    }
}

fn entered(g: &mut Ground<'_>, cluster: &Resource, permission: &'static str, right: Right) {
    let iam = g.controls.iam();
    for principal in iam.principals().iter().filter(|p| p.cloud == Cloud::Google) {
        let decision = iam.can(principal.id, permission, Some(&cluster.address));
        if decision.is_denied() {
            continue;
        }
        let at = decision.evidence.iter().find_map(|e| e.at).unwrap_or(principal.at);
        let step = support::enters(g, principal, Position::Right(right, "*".into()))
            .unless(support::no_admin(&principal.address, at))
            .detail(permission);
        support::decided(step, &decision).add();
    }
}

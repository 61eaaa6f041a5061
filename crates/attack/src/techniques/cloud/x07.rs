//! X07: a Google service account that a ServiceAccount of the cluster may act as.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X07",
    title: "Workload identity of GKE",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} acts as the Google account it is bound to: the attacker {gain}",
    page: include_str!("x07.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for kind in ["google_service_account_iam_member", "google_service_account_iam_binding"] {
        for grant in facts.resources(kind) {
            let role = grant.text("role", "");
            if role.known().is_none_or(|r| r != "roles/iam.workloadIdentityUser") {
                continue;
            }
            let one = grant.at("member").node().into_iter();
            for member in one.chain(grant.at("members").list()) {
                let Some((namespace, name)) = member.as_str().and_then(account) else { continue };
                let Some(target) = facts.targets(grant, "service_account_id").next() else {
                    continue;
                };
                let Some(account) = support::principal_of(facts, iam, target) else { continue };
                for id in support::containers_as(facts, namespace, name) {
                    g.step(support::position(account))
                        .from(Position::Code(id))
                        .proof(member.span, "bound to the ServiceAccount")
                        .add();
                }
            }
        }
    }
}

/// Namespace and name in `serviceAccount:PROJECT.svc.id.goog[NAMESPACE/NAME]`.
fn account(member: &str) -> Option<(&str, &str)> {
    let (_, rest) = member.split_once(".svc.id.goog[")?;
    rest.strip_suffix(']')?.split_once('/')
}

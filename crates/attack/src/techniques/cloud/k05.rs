//! K05: a principal that may fetch the credential of the local administrator of an AKS cluster.

use std::sync::Arc;

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_vocab::Layer;

use super::support;
use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K05",
    title: "Local administrator of AKS",
    layer: Layer::Cloud,
    attack: &["T1552"],
    sentence: "{from} may fetch the certificate of the local administrator: the attacker {gain}",
    page: include_str!("k05.md"),
    ground,
};

const FETCH: &str = "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action";

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for cluster in facts.resources("azurerm_kubernetes_cluster") {
        for principal in iam.principals().iter().filter(|p| p.cloud == ringfort_iam::Cloud::Azure) {
            let decision = iam.can(principal.id, FETCH, Some(&cluster.address));
            if decision.is_denied() {
                continue;
            }
            let at = decision.evidence.iter().find_map(|e| e.at).unwrap_or(principal.at);
            let head = Position::Right(Right::Everything, "*".into());
            let step = support::enters(g, principal, head)
                .unless(no_local_account(cluster))
                .unless(support::least(principal, at));
            support::decided(step, &decision).add();
        }
    }
}

fn no_local_account(cluster: &Resource) -> Control {
    let disabled = cluster.bool("local_account_disabled", false);
    let standing = match &disabled {
        Value::Unknown(at, cause) => Standing::Unknown(*at, cause.clone()),
        _ if disabled.is(&true) => {
            Standing::InPlace(disabled.span(), "local accounts are disabled".into())
        }
        _ => Standing::Absent(Some(disabled.span())),
    };
    let target: Arc<str> = cluster.address.as_str().into();
    Control { id: "cloud/cluster-admin-access", scope: target.clone(), target, standing }
}

//! X10: a host path over azure.json shows the secret of the service principal that an AKS cluster runs as.

use ringfort_iam::{Iam, Principal};
use ringfort_model::cloud::Resource;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::escape::support as escape;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X10",
    title: "Credentials of the cluster on AKS nodes",
    layer: Layer::Cloud,
    attack: &["T1552.001"],
    sentence: "{from} reads azure.json on the node ({detail}), and in it the secret of {to}",
    page: include_str!("x10.md"),
    ground,
};

/// The file, and what it lies in.
const PLACES: [&str; 4] = ["/", "/etc", "/etc/kubernetes", "/etc/kubernetes/azure.json"];

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    // With a managed identity the file holds no secret: the metadata service does (X01).
    let clusters = facts.resources("azurerm_kubernetes_cluster");
    for cluster in clusters.filter(|c| !c.blocks("service_principal").is_empty()) {
        let head = match service_principal(g, iam, cluster) {
            Some(principal) => support::position(principal),
            None => {
                let what = format!("what the service principal of {} may read", cluster.address);
                Position::CloudRight("data", what.into())
            }
        };
        escape::each(g, &|_| head.clone(), &|site| {
            escape::host_path(site, false, &|path| PLACES.contains(&path))
        });
    }
}

/// The service principal that the cluster runs as, where it is declared.
fn service_principal<'i>(
    g: &Ground<'_>,
    iam: &'i Iam,
    cluster: &Resource,
) -> Option<&'i Principal> {
    let facts = g.facts;
    let named: Vec<&Resource> = facts.targets(cluster, "service_principal.client_id").collect();
    let direct = named.iter().find_map(|r| support::principal_of(facts, iam, r));
    direct.or_else(|| {
        let mut all = facts.resources("azuread_service_principal");
        let of = |s: &&Resource| {
            let mut own = facts.targets(s, "client_id").chain(facts.targets(s, "application_id"));
            own.any(|t| named.iter().any(|n| n.address == t.address && n.root == t.root))
        };
        support::principal_of(facts, iam, all.find(of)?)
    })
}

//! GKE API server has no list of networks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{gke, settings};

/// GKE API server has no list of networks.
pub struct GkeNoAuthorizedNetworks;

impl Check for GkeNoAuthorizedNetworks {
    const META: Meta = Meta::new(
        "cloud/gke-no-authorized-networks",
        "GKE API server has no list of networks",
        "cloud/private-control-plane-endpoint",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.6.3"])
    .aliases(&["CKV_GCP_20", "GCP-0061"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if let Some(verdict) = gke::closed(on) {
            return verdict;
        }
        let block = "master_authorized_networks_config";
        settings::present(on, block, "a list of networks is set up", || {
            format!("the API server of cluster `{}` answers the whole Internet", on.name)
        })
    }
}

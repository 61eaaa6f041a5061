//! GKE API server is open to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// GKE API server is open to the Internet.
pub struct GkePublicControlPlane;

impl Check for GkePublicControlPlane {
    const META: Meta = Meta::new(
        "cloud/gke-public-control-plane",
        "GKE API server is open to the Internet",
        "cloud/private-control-plane-endpoint",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.6.3", "CIS-GKE-5.6.4"])
    .aliases(&["CKV_GCP_18", "GCP-0053", "CKV_GCP_20", "GCP-0061"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let private = on.bool("private_cluster_config.enable_private_endpoint", false);
        if private.is(&true) {
            return Verdict::pass(private.span(), "the endpoint is private");
        }
        if let Some(open) = settings::unknown(&private) {
            return open;
        }
        let block = on.at("master_authorized_networks_config");
        let message = format!("the API server of cluster `{}` answers the whole Internet", on.name);
        let networks = match block {
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Absent(span) => return Verdict::fail(Failure::new(span, message)),
            At::Set(_) => on.at("master_authorized_networks_config.cidr_blocks").list(),
        };
        let world = networks
            .iter()
            .filter_map(|n| n.at("cidr_block").node())
            .find(|n| n.as_str().is_some_and(firewall::is_world));
        match world {
            Some(node) => Verdict::fail(Failure::new(node.span, message)),
            None => Verdict::pass(block.span(), "only named networks reach the endpoint"),
        }
    }
}

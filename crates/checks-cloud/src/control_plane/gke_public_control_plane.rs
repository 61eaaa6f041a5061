//! GKE API server admits the whole Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use ringfort_check::facts::cloud::firewall;

use crate::support::gke;

/// GKE API server admits the whole Internet.
pub struct GkePublicControlPlane;

impl Check for GkePublicControlPlane {
    const META: Meta = Meta::new(
        "cloud/gke-public-control-plane",
        "GKE API server admits the whole Internet",
        "cloud/private-control-plane-endpoint",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.6.3", "CIS-GKE-5.6.4"])
    .aliases(&["CKV_GCP_18", "GCP-0053"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if let Some(verdict) = gke::closed(on) {
            return verdict;
        }
        if on.at("master_authorized_networks_config").is_absent() {
            return Verdict::NotApplicable;
        }
        let blocks = match on.at("master_authorized_networks_config.cidr_blocks") {
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            at => at.list(),
        };
        let mut open = None;
        for block in blocks {
            match block.at("cidr_block") {
                At::Set(node) if node.as_str().is_some_and(firewall::is_world) => {
                    let message = format!("the API server of `{}` admits every address", on.name);
                    return Verdict::fail(Failure::new(node.span, message));
                }
                At::Unknown(node) if !node.cause().starts_with("known after apply") => {
                    open = Some((node.span, node.cause()));
                }
                _ => {}
            }
        }
        match open {
            Some((span, cause)) => Verdict::unknown(span, cause.to_owned()),
            None => Verdict::pass(on.header, "only named networks reach the endpoint"),
        }
    }
}

//! AKS API server is open to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{azure, settings};

/// AKS API server is open to the Internet.
pub struct AksPublicControlPlane;

impl Check for AksPublicControlPlane {
    const META: Meta = Meta::new(
        "cloud/aks-public-control-plane",
        "AKS API server is open to the Internet",
        "cloud/private-control-plane-endpoint",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AKS-5.4.1"])
    .aliases(&["CKV_AZURE_6", "AZU-0041"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let private = on
            .bool(azure::written(on, &["private_cluster_enabled", "private_link_enabled"]), false);
        if private.is(&true) {
            return Verdict::pass(private.span(), "the cluster is private");
        }
        let ranges = match on.at("api_server_access_profile.authorized_ip_ranges") {
            At::Absent(_) => on.at("api_server_authorized_ip_ranges"),
            other => other,
        };
        if let At::Unknown(node) = ranges {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        if let Some(open) = settings::unknown(&private) {
            return open;
        }
        let message = format!("the API server of cluster `{}` answers the whole Internet", on.name);
        let world = ranges.list().iter().find(|n| n.as_str().is_some_and(firewall::is_world));
        match world {
            Some(node) => Verdict::fail(Failure::new(node.span, message)),
            None if ranges.list().is_empty() => Verdict::fail(Failure::new(ranges.span(), message)),
            None => Verdict::pass(ranges.span(), "only named ranges reach the endpoint"),
        }
    }
}

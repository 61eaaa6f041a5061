//! AKS nodes reach the whole Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// AKS nodes reach the whole Internet.
pub struct AksOpenEgress;

impl Check for AksOpenEgress {
    const META: Meta = Meta::new(
        "cloud/aks-open-egress",
        "AKS nodes reach the whole Internet",
        "cloud/egress-control",
        Severity::Medium,
    )
    .gate();
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let choice = Choice {
            path: "network_profile.outbound_type",
            good: &["userDefinedRouting", "none", "block"],
            default: "loadBalancer",
            note: "outbound traffic takes a route of its own",
            safety: None,
        };
        choice.judge(on, |value| {
            format!(
                "nodes of cluster `{}` reach the whole Internet (outbound type {value})",
                on.name
            )
        })
    }
}

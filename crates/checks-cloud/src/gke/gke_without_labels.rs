//! GKE cluster has no labels.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// GKE cluster has no labels.
pub struct GkeWithoutLabels;

impl Check for GkeWithoutLabels {
    const META: Meta = Meta::new(
        "cloud/gke-without-labels",
        "GKE cluster has no labels",
        "cloud/organization-guardrails",
        Severity::Info,
    )
    .aliases(&[
        "65c1bc7a-4835-4ac4-a2b6-13d310b0648d",
        "8810968b-4b15-421d-918b-d91eb4bb8d1d",
        "fbe9b2d0-a2b7-47a1-a534-03775f3013f7",
        "CKV_GCP_21",
        "GCP-0051",
    ]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let labels = on.at("resource_labels");
        let providers = scene.facts.resources("provider.google").filter(|p| p.root == on.root);
        let mut defaults = providers.map(|p| p.at("default_labels"));
        if labels.is_absent()
            && let Some(labels) = defaults.find(|l| !l.is_absent())
        {
            return Verdict::pass(labels.span(), "labels come from the provider");
        }
        if let Some(node) = labels.node().filter(|n| n.entries().is_empty()) {
            let message = format!("nothing says whose cluster `{}` is", on.name);
            return Verdict::fail(Failure::new(node.span, message));
        }
        settings::present(on, "resource_labels", "labels say whose it is", || {
            format!("nothing says whose cluster `{}` is", on.name)
        })
    }
}

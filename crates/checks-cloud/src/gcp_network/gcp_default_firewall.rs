//! Google network has no firewall rules of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{estate, gcp_firewall};

/// Google network has no firewall rules of its own.
pub struct GcpDefaultFirewall;

impl Check for GcpDefaultFirewall {
    const META: Meta = Meta::new(
        "cloud/gcp-default-firewall",
        "Google network has no firewall rules of its own",
        "cloud/network-segmentation",
        Severity::Low,
    )
    .aliases(&[
        "29b8224a-60e9-4011-8ac2-7916a659841f",
        "40abce54-95b1-478c-8e5f-ea0bf0bb0e33",
        "CKV2_GCP_18",
        "GCP-0073",
    ]);
    const TYPES: &'static [&'static str] = &["google_compute_network", "google_compute_firewall"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let name = on.at("name");
        if name.is_unknown() {
            return Verdict::unknown(name.span(), "the name is not known");
        }
        let ready = name.str().is_some_and(|n| n == "default" || n.starts_with("default-"));
        if &*on.kind == "google_compute_firewall" {
            return if ready { taken_over(on, scene) } else { Verdict::NotApplicable };
        }
        if ready {
            let message = "the network is the default one, with rules that open SSH and RDP";
            return Verdict::fail(Failure::new(name.span(), message));
        }
        let mut rules =
            KINDS.iter().flat_map(|(kind, path)| scene.facts.attached(on, kind, path, NAMES));
        match rules.next() {
            Some(rule) => Verdict::pass(rule.header, "has rules of its own"),
            None => {
                let message = format!("no firewall rule is written for network `{}`", on.name);
                estate::lacking(scene, on.header, message)
            }
        }
    }
}

/// A rule by the name of one that comes with the default network.
fn taken_over(on: &Resource, scene: &Scene<'_>) -> Verdict {
    let message = format!("`{}` is a rule of the default network", on.name);
    let verdict = Verdict::fail(Failure::new(on.at("name").span(), message));
    gcp_firewall::with_network(verdict, on, scene)
}

/// What a rule may name its network by.
const NAMES: &[&str] = &["name", "self_link", "id"];

/// Resources that bring rules to a network, and the attribute that names it.
const KINDS: [(&str, &str); 3] = [
    ("google_compute_firewall", "network"),
    ("google_compute_network_firewall_policy_association", "attachment_target"),
    ("google_compute_region_network_firewall_policy_association", "attachment_target"),
];

//! Google network lets everything out by default.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Node, Scene, Severity, Verdict};

use ringfort_check::facts::cloud::firewall::is_world;

use crate::support::estate;

/// Google network lets everything out by default.
pub struct GcpEgressNotDenied;

impl Check for GcpEgressNotDenied {
    const META: Meta = Meta::new(
        "cloud/gcp-egress-not-denied",
        "Google network lets everything out by default",
        "cloud/egress-control",
        Severity::Low,
    )
    .gate();
    const TYPES: &'static [&'static str] = &["google_compute_network"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let policies = ["google_compute_network_firewall_policy_association"];
        let mut policies = policies
            .into_iter()
            .flat_map(|kind| scene.facts.attached(on, kind, "attachment_target", NAMES));
        if let Some(policy) = policies.next() {
            return Verdict::unknown(policy.header, "its firewall policy may deny it");
        }
        let mut open = None;
        for rule in scene.facts.attached(on, "google_compute_firewall", "network", NAMES) {
            match denies_the_world(rule) {
                Some(true) => return Verdict::pass(rule.header, "what is not allowed stays in"),
                Some(false) => {}
                None => open = Some(rule),
            }
        }
        if let Some(rule) = open {
            return Verdict::unknown(rule.header, "whether this rule denies it is not known");
        }
        let message = format!("no rule denies what leaves network `{}`", on.name);
        estate::lacking(scene, on.header, message)
    }
}

/// What a rule may name its network by.
const NAMES: &[&str] = &["name", "self_link", "id"];

/// Does `rule` deny all traffic to the Internet? `None` if not known.
fn denies_the_world(rule: &Resource) -> Option<bool> {
    let way = rule.text("direction", "INGRESS");
    if way.known()? != "EGRESS" || rule.at("deny").is_absent() {
        return Some(false);
    }
    if *rule.bool("disabled", false).known()? {
        return Some(false);
    }
    let ranges = rule.at("destination_ranges");
    let parts = [rule.at("deny"), ranges];
    if parts.iter().any(|at| at.is_unknown() || at.node().is_some_and(Node::has_unknown)) {
        return None;
    }
    let all = |n: &Node| n.at("protocol").str().is_some_and(|p| p.eq_ignore_ascii_case("all"));
    let everything = rule.blocks("deny").iter().any(all);
    let world = ranges.list().iter().any(|n| n.as_str().is_some_and(is_world));
    Some(everything && (world || ranges.list().is_empty()))
}

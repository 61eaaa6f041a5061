//! Quotas that leave CPU or memory open.

use ringfort_check::facts::kube::share_namespace;
use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// The quotas of a namespace do not bound CPU and memory.
pub struct QuotaWithoutCompute;

/// The names under which a quota bounds each ("Resource Quotas").
const COMPUTE: &[(&str, &[&str])] = &[
    ("CPU", &["cpu", "requests.cpu", "limits.cpu"]),
    ("memory", &["memory", "requests.memory", "limits.memory"]),
];

impl Check for QuotaWithoutCompute {
    const META: Meta = Meta::new(
        "cluster/quota-without-compute",
        "ResourceQuota leaves CPU or memory open",
        "cluster/namespace-isolation",
        Severity::Low,
    )
    .frameworks(&["SP800-190-4.3.4", "MS-M9029"])
    .aliases(&["KSV-0040"]);
    const TYPES: &'static [&'static str] = &["ResourceQuota"];
    type On = Object;

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let hard = on.at("spec.hard");
        let near = scene.facts.objects("ResourceQuota").filter(|o| share_namespace(o, on));
        let bounds: Vec<&Node> = near.filter_map(|o| o.at("spec.hard").node()).collect();
        if bounds.iter().any(|n| n.has_unknown()) {
            return Verdict::unknown(hard.span(), "part of the bounds is not known");
        }
        let bounded =
            |names: &[&str]| bounds.iter().any(|n| names.iter().any(|k| n.get(k).is_some()));
        match COMPUTE.iter().find(|(_, names)| !bounded(names)) {
            None => Verdict::pass(hard.span(), "CPU and memory are bounded"),
            Some((what, _)) => {
                let message =
                    format!("ResourceQuota `{}` leaves {what} of the namespace open", on.name);
                Verdict::fail(Failure::new(hard.span(), message))
            }
        }
    }
}

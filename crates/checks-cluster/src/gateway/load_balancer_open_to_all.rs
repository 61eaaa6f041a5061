//! Load balancer admits every address.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{cidr, doors, place};

/// A public LoadBalancer Service sets no source ranges.
pub struct LoadBalancerOpenToAll;

impl Check for LoadBalancerOpenToAll {
    const META: Meta = Meta::new(
        "cluster/load-balancer-open-to-all",
        "Load balancer admits every address",
        "cluster/service-exposure",
        Severity::Low,
    )
    .frameworks(&["NSA-NetworkSeparation"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Service"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if on.at("spec.type").str() != Some("LoadBalancer")
            || !place::is_application(scene, on)
            || doors::is_gateway(on)
        {
            return Verdict::NotApplicable;
        }
        let ranges = on.at("spec.loadBalancerSourceRanges");
        if ranges.is_unknown() {
            return Verdict::unknown(ranges.span(), "the ranges are not known");
        }
        let open = ranges.list().iter().find(|r| r.as_str().is_some_and(cidr::is_everything));
        if ranges.list().is_empty() || open.is_some() {
            let at = open.map_or(on.head, |n| n.span);
            return Verdict::fail(Failure::new(
                at,
                format!("the load balancer of Service `{}` admits every address", on.name),
            ));
        }
        Verdict::pass(ranges.span(), "admits chosen ranges")
    }
}

//! Mesh is told to call in plain text.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::open;

/// A DestinationRule sets TLS mode DISABLE.
pub struct DestinationRulePlain;

impl Check for DestinationRulePlain {
    const META: Meta = Meta::new(
        "cluster/destination-rule-plain",
        "Mesh is told to call in plain text",
        "cluster/service-to-service-mtls",
        Severity::Medium,
    )
    .frameworks(&["SP800-204-MS-SS-4"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["DestinationRule"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if on.group() != "networking.istio.io" {
            return Verdict::NotApplicable;
        }
        let whole = on.at("spec.trafficPolicy.tls.mode");
        let subsets = on.at("spec.subsets").list().iter().map(|s| s.at("trafficPolicy.tls.mode"));
        let off = subsets.chain([whole]).filter(|at| at.str() == Some("DISABLE"));
        let failures = off.enumerate().map(|(i, at)| {
            Failure::new(at.span(), format!("DestinationRule `{}` switches TLS off", on.name))
                .key(i.to_string())
        });
        let verdict = Verdict::of(failures.collect(), on.head, "does not switch TLS off");
        let fields = ["trafficPolicy.tls.mode", "subsets.trafficPolicy.tls.mode"];
        open::or_unknown(verdict, on.at("spec"), &fields)
    }
}

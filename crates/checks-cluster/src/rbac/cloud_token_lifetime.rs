//! Cloud identity token lives longer than a day.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// The token lifetime annotation of a workload identity is out of range.
pub struct CloudTokenLifetime;

impl Check for CloudTokenLifetime {
    const META: Meta = Meta::new(
        "cluster/cloud-token-lifetime",
        "Cloud identity token lives longer than a day",
        "cluster/service-account-token-rotation",
        Severity::Low,
    )
    .frameworks(&["OWASP-K8s-2025-K03"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["ServiceAccount"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let eks = on.annotation("eks.amazonaws.com/token-expiration");
        let aks = on.annotation("azure.workload.identity/service-account-token-expiration");
        let Some(node) = eks.node().or(aks.node()) else { return Verdict::NotApplicable };
        let seconds = node.scalar().and_then(|s| s.parse::<i64>().ok());
        match seconds {
            None => Verdict::unknown(node.span, "the lifetime is not a number"),
            Some(s) if s <= 86_400 => Verdict::pass(node.span, "lives for a day at most"),
            Some(s) => {
                let message =
                    format!("tokens of ServiceAccount `{}` live for {s} seconds", on.name);
                Verdict::fail(Failure::new(node.span, message))
            }
        }
    }
}

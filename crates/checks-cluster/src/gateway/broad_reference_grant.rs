//! ReferenceGrant opens all Secrets of a namespace.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::open;

/// A ReferenceGrant for Secrets names no Secret.
pub struct BroadReferenceGrant;

impl Check for BroadReferenceGrant {
    const META: Meta = Meta::new(
        "cluster/broad-reference-grant",
        "ReferenceGrant opens all Secrets of a namespace",
        "cluster/gateway-hardening",
        Severity::Medium,
    )
    .frameworks(&["GatewayAPI-SecurityModel"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["ReferenceGrant"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let broad = on
            .at("spec.to")
            .list()
            .iter()
            .filter(|t| t.at("kind").str() == Some("Secret") && t.at("name").is_absent());
        let failures = broad.take(1).map(|to| {
            let message =
                format!("ReferenceGrant `{}` opens every Secret of its namespace", on.name);
            Failure::new(to.at("kind").span(), message)
        });
        let verdict =
            Verdict::of(failures.collect(), on.head, "names the Secrets it opens, if any");
        open::or_unknown(verdict, on.at("spec"), &["to.kind"])
    }
}

//! Service account tokens live for a year.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("service-account-extend-token-expiration", "so a mounted token works for a year")
        .fixed("false", Safety::Unsafe);

/// Service account tokens live for a year.
pub struct ExtendedServiceAccountTokens;

impl Check for ExtendedServiceAccountTokens {
    const META: Meta = Meta::new(
        "cluster/extended-service-account-tokens",
        "Service account tokens live for a year",
        "cluster/service-account-token-rotation",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.2.30"])
    .aliases(&["C-0290"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, false, RULE)
    }
}

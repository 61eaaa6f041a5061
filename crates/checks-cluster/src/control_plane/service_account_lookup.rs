//! API server does not look service accounts up.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("service-account-lookup", "so tokens of deleted accounts stay valid")
    .fixed("true", Safety::Unsafe);

/// API server does not look service accounts up.
pub struct ServiceAccountLookup;

impl Check for ServiceAccountLookup {
    const META: Meta = Meta::new(
        "cluster/service-account-lookup",
        "API server does not look service accounts up",
        "cluster/user-authentication",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.2.21"])
    .aliases(&["a5530bd7-225a-48f9-91bb-f40b04200165", "CKV_K8S_96", "KCV-0024", "C-0135"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, true, RULE)
    }
}

//! Controller manager has no key for service account tokens.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so tokens are not signed with a key of their own";

/// Controller manager has no key for service account tokens.
pub struct ServiceAccountPrivateKey;

impl Check for ServiceAccountPrivateKey {
    const META: Meta = Meta::new(
        "cluster/service-account-private-key",
        "Controller manager has no key for service account tokens",
        "cluster/control-plane-components",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.3.4"])
    .aliases(&["ccc98ff7-68a7-436e-9218-185cb0b0b780", "CKV_K8S_110", "KCV-0036", "C-0147"]);
    const TYPES: &'static [&'static str] = &["kube-controller-manager"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(on, scene, Rule::new("service-account-private-key-file", HARM))
    }
}

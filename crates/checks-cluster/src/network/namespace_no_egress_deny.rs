//! Namespaces whose pods may call anything by default.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::facts::kube::{DefaultDeny, Direction};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// In production, a namespace with workloads has no policy that denies egress from all its pods.
pub struct NamespaceNoEgressDeny;

impl Check for NamespaceNoEgressDeny {
    const META: Meta = Meta::new(
        "cluster/namespace-no-egress-deny",
        "Namespace has no default deny for outgoing traffic",
        "cluster/network-policy-default-deny",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.3.2", "NSA-NetworkSeparation", "OWASP-K8s-2025-K05"])
    .aliases(&["MissingDefaultDenyEgressNetworkPolicy"]);
    type On = Namespace;

    fn run(on: &Namespace, scene: &Scene<'_>) -> Verdict {
        if !scene.is_prod() || on.workloads.is_empty() || scene.is_platform_namespace(&on.name) {
            return Verdict::NotApplicable;
        }
        let kube = &scene.facts.model.kube;
        match scene.facts.kube.default_deny(kube, on, Direction::Egress) {
            DefaultDeny::Found(policy, at) => {
                Verdict::pass(at, format!("`{policy}` denies by default"))
            }
            DefaultDeny::Perhaps(at) => Verdict::unknown(at, "part of this policy is not known"),
            DefaultDeny::Missing => {
                let message = format!(
                    "no policy denies outgoing traffic from all pods of {}",
                    place::name_of(&on.name)
                );
                Verdict::fail(Failure::new(on.at, message))
            }
        }
    }
}

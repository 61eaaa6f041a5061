//! Namespaces that admit all traffic by default.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::facts::kube::{DefaultDeny, Direction};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// A namespace with workloads has no policy that denies ingress to all its pods.
pub struct NamespaceNoDefaultDeny;

impl Check for NamespaceNoDefaultDeny {
    const META: Meta = Meta::new(
        "cluster/namespace-no-default-deny",
        "Namespace has no default deny for incoming traffic",
        "cluster/network-policy-default-deny",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.3.2", "CIS-EKS-4.3.2", "CIS-AKS-4.4.2", "CIS-GKE-4.3.2"])
    .aliases(&[
        "C-0054",
        "C-0206",
        "MissingDefaultDenyIngressNetworkPolicy",
        "MissingDefaultDenyIngressAndEgressNetworkPolicy",
    ]);
    type On = Namespace;

    fn run(on: &Namespace, scene: &Scene<'_>) -> Verdict {
        if on.workloads.is_empty() || scene.is_platform_namespace(&on.name) {
            return Verdict::NotApplicable;
        }
        let kube = &scene.facts.model.kube;
        match scene.facts.kube.default_deny(kube, on, Direction::Ingress) {
            DefaultDeny::Found(policy, at) => {
                Verdict::pass(at, format!("`{policy}` denies by default"))
            }
            DefaultDeny::Perhaps(at) => Verdict::unknown(at, "part of this policy is not known"),
            DefaultDeny::Missing => {
                let message = format!(
                    "no policy denies incoming traffic to all pods of {}",
                    place::name_of(&on.name)
                );
                Verdict::fail(Failure::new(on.at, message))
            }
        }
    }
}

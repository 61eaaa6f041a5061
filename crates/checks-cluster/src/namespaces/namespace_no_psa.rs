//! Namespace enforces no Pod Security level.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;
use crate::support::psa::{self, Level, is_strict};

/// Neither a label nor the default of the cluster enforces baseline or restricted.
pub struct NamespaceNoPsa;

impl Check for NamespaceNoPsa {
    const META: Meta = Meta::new(
        "cluster/namespace-no-psa",
        "Namespace enforces no Pod Security level",
        "cluster/pod-security-admission",
        Severity::High,
    )
    .gate()
    .frameworks(&[
        "PSS-baseline",
        "PSS-restricted",
        "CIS-K8s-5.2.1",
        "CIS-EKS-4.2.1",
        "CIS-GKE-4.2.1",
        "OWASP-K8s-2025-K04",
        "MS-M9017",
    ])
    .aliases(&["C-0192"]);
    type On = Namespace;

    fn run(on: &Namespace, scene: &Scene<'_>) -> Verdict {
        if on.workloads.is_empty() && on.object.is_none() || scene.is_platform_namespace(&on.name) {
            return Verdict::NotApplicable;
        }
        match psa::enforced(on, scene) {
            Level::Unknown(at, cause) => Verdict::unknown(at, cause),
            Level::Label(level, at) if is_strict(&level) => {
                Verdict::pass(at, format!("enforces {level}"))
            }
            Level::Cluster(level, at) if is_strict(level) => {
                Verdict::pass(at, format!("the cluster enforces {level}"))
            }
            Level::Label(level, at) => {
                let message = format!(
                    "{} enforces `{level}`, which allows everything",
                    place::name_of(&on.name)
                );
                Verdict::fail(Failure::new(at, message))
            }
            Level::Cluster(..) | Level::None => {
                if let Some(policy) = psa::engine_policy(scene) {
                    Verdict::unknown(
                        policy.head,
                        "a policy engine may cover the standard; whether it covers every field is not judged",
                    )
                } else {
                    let message = format!(
                        "{} has no label `pod-security.kubernetes.io/enforce`",
                        place::name_of(&on.name)
                    );
                    Verdict::fail(Failure::new(on.at, message))
                }
            }
        }
    }
}

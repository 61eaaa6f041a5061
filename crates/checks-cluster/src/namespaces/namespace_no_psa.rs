//! Namespace enforces no Pod Security level.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::facts::kube::admission::Answer;
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
        let level = psa::enforced(on, scene);
        match &level {
            Level::Label(level, at) if is_strict(level) => {
                return Verdict::pass(*at, format!("enforces {level}"));
            }
            Level::Cluster(level, at) if is_strict(level) => {
                return Verdict::pass(*at, format!("the cluster enforces {level}"));
            }
            _ => {}
        }
        let policies = psa::policies(on, scene);
        match (policies, level) {
            (Answer::Refused(at, policy), _) => {
                let note = format!("policies refuse what the baseline does, `{policy}` among them");
                Verdict::pass(at, note)
            }
            (_, Level::Unknown(at, cause)) => Verdict::unknown(at, cause),
            (Answer::Perhaps(at, why), _) => Verdict::unknown(at, why.to_string()),
            (Answer::Reported(at, policy), _) => {
                let message = format!(
                    "{} enforces no level, and `{policy}` reports what breaks it and lets it in",
                    place::name_of(&on.name)
                );
                Verdict::fail(Failure::new(on.at, message).related(at, "reports only"))
            }
            (Answer::Open, Level::Label(level, at)) => {
                let message = format!(
                    "{} enforces `{level}`, which allows everything",
                    place::name_of(&on.name)
                );
                Verdict::fail(Failure::new(at, message))
            }
            (Answer::Open, Level::Cluster(..) | Level::None) => {
                let message = format!(
                    "{} has no label `pod-security.kubernetes.io/enforce`",
                    place::name_of(&on.name)
                );
                Verdict::fail(Failure::new(on.at, message))
            }
        }
    }
}

//! Pod Security exempts applications or users.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::psa;

/// The PodSecurity plugin exempts users, runtime classes or namespaces outside of the platform.
pub struct PsaExemptions;

impl Check for PsaExemptions {
    const META: Meta = Meta::new(
        "cluster/psa-exemptions",
        "Pod Security exempts applications or users",
        "cluster/pod-security-admission",
        Severity::Medium,
    )
    .frameworks(&["K8s-SecChecklist-pod"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["AdmissionConfiguration"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let mut failures = vec![];
        let configurations = psa::pod_security(&on.root);
        if configurations.is_empty() {
            return Verdict::NotApplicable;
        }
        for configuration in configurations {
            for kind in ["usernames", "runtimeClasses", "namespaces"] {
                for item in configuration.at("exemptions").key(kind).list() {
                    let name = item.scalar().unwrap_or_default();
                    if kind == "namespaces" && scene.is_platform_namespace(&name) {
                        continue;
                    }
                    let message = format!("Pod Security does not apply to {kind} `{name}`");
                    failures.push(Failure::new(item.span, message).key(format!("{kind}/{name}")));
                }
            }
        }
        Verdict::of(failures, on.head, "exempts platform namespaces only")
    }
}

//! Pod Security exempts applications or users.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{open, psa};

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
        let (mut failures, mut unread) = (vec![], None);
        let configurations = psa::pod_security(&on.root);
        if configurations.is_empty() {
            return Verdict::NotApplicable;
        }
        for configuration in configurations {
            for kind in ["usernames", "runtimeClasses", "namespaces"] {
                let items = configuration.at("exemptions").key(kind);
                if let Some(node) = open::first(items, &[""]) {
                    unread = unread.or(Some(node.span));
                }
                for item in items.list().iter().filter(|i| !i.is_unknown()) {
                    let name = item.scalar().unwrap_or_default();
                    if kind == "namespaces" && scene.is_platform_namespace(&name) {
                        continue;
                    }
                    let message = format!("Pod Security does not apply to {kind} `{name}`");
                    failures.push(Failure::new(item.span, message).key(format!("{kind}/{name}")));
                }
            }
        }
        match unread.filter(|_| failures.is_empty()) {
            Some(at) => Verdict::unknown(at, "an exemption is not known"),
            None => Verdict::of(failures, on.head, "exempts platform namespaces only"),
        }
    }
}

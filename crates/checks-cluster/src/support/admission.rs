//! Admission policies of Kubernetes and of the common engines.

use ringfort_check::Scene;
use ringfort_check::model::kube::Object;

pub(crate) use ringfort_check::facts::kube::admission::{denies, is_policy};

/// A policy that decides which images may run: one that verifies signatures, or lists registries.
pub(crate) fn image_policy<'a>(scene: &Scene<'a>) -> Option<&'a Object> {
    scene.facts.model.kube.objects.iter().find(|o| match (o.group(), &*o.kind) {
        ("kyverno.io", "ClusterPolicy" | "Policy") => {
            let rules = o.at("spec.rules").list();
            rules.iter().any(|r| !r.at("verifyImages").list().is_empty()) && denies(o)
        }
        ("policies.kyverno.io", kind) => kind.starts_with("ImageValidatingPolicy") && denies(o),
        ("constraints.gatekeeper.sh", kind) => kind.contains("AllowedRepos") && denies(o),
        ("policy.sigstore.dev", "ClusterImagePolicy") => o.at("spec.mode").str() != Some("warn"),
        _ => false,
    })
}

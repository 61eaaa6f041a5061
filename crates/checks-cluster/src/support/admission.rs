//! Admission policies of Kubernetes and of the common engines.

use ringfort_check::model::kube::Object;
use ringfort_check::{Node, Scene};

/// Does the policy refuse objects, rather than warn about them?
pub(crate) fn denies(policy: &Object) -> bool {
    let has =
        |path: &str, word: &str| policy.at(path).list().iter().any(|n| n.as_str() == Some(word));
    match (policy.group(), &*policy.kind) {
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding") => {
            has("spec.validationActions", "Deny")
        }
        ("kyverno.io", "ClusterPolicy" | "Policy") => kyverno(policy),
        // validationActions defaults to Deny in the policies.kyverno.io kinds.
        ("policies.kyverno.io", _) => {
            policy.at("spec.validationActions").is_absent() || has("spec.validationActions", "Deny")
        }
        // enforcementAction defaults to deny.
        ("constraints.gatekeeper.sh", _) => {
            matches!(policy.at("spec.enforcementAction").str(), None | Some("deny" | "scoped"))
        }
        ("policies.kubewarden.io", _) => policy.at("spec.mode").str() != Some("monitor"),
        _ => false,
    }
}

/// Is it a policy of one of those engines?
pub(crate) fn is_policy(object: &Object) -> bool {
    match (object.group(), &*object.kind) {
        ("admissionregistration.k8s.io", kind) => kind == "ValidatingAdmissionPolicyBinding",
        ("kyverno.io", kind) => matches!(kind, "ClusterPolicy" | "Policy"),
        ("policies.kyverno.io", kind) => kind.ends_with("Policy"),
        ("constraints.gatekeeper.sh", _) => true,
        ("policies.kubewarden.io", kind) => kind.ends_with("AdmissionPolicy"),
        _ => false,
    }
}

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

/// Kyverno enforces per rule (`validate.failureAction`, `verifyImages[].failureAction`) or, in the older
/// form, per policy (`validationFailureAction`); the default is Audit.
fn kyverno(policy: &Object) -> bool {
    let enforce = |node: &Node| node.as_str().is_some_and(|s| s.eq_ignore_ascii_case("enforce"));
    let whole = policy.at("spec.validationFailureAction").node().is_some_and(enforce);
    let rules = policy.at("spec.rules").list();
    whole
        || rules.iter().any(|rule| {
            let validate = rule.at("validate.failureAction").node().is_some_and(enforce);
            let images = rule.at("verifyImages").list();
            validate || images.iter().any(|i| i.at("failureAction").node().is_some_and(enforce))
        })
}

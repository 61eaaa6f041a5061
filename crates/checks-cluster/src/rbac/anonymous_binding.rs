//! Rights for callers without credentials.

use ringfort_check::model::kube::{Binding, Subject};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{place, rbac};

/// A binding names `system:anonymous` or `system:unauthenticated`.
pub struct AnonymousBinding;

impl Check for AnonymousBinding {
    const META: Meta = Meta::new(
        "cluster/anonymous-binding",
        "Binding gives rights to anonymous callers",
        "cluster/anonymous-auth-disabled",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-GKE-4.1.8", "CIS-GKE-4.1.9", "OWASP-K8s-2025-K09"])
    .aliases(&["KSV-0122", "C-0262", "BindingsToSystemAnonymous", "disallowanonymous"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::object(scene, on.object) else { return Verdict::NotApplicable };
        if is_health_only(on) || is_cluster_info(on, object.namespace.as_deref()) {
            return Verdict::pass(on.role_span, "gives anonymous callers public information only");
        }
        let anonymous = on.subjects.iter().filter(|s| rbac::is_anonymous(s));
        let failures = anonymous.map(|s| failure(on, s)).collect();
        Verdict::of(failures, on.role_span, "names no anonymous subject")
    }
}

/// The one anonymous binding that every cluster has: version and health.
fn is_health_only(binding: &Binding) -> bool {
    binding.role_is_cluster && &*binding.role == "system:public-info-viewer"
}

/// kubeadm lets joining nodes read the ConfigMap `cluster-info`.
fn is_cluster_info(binding: &Binding, namespace: Option<&str>) -> bool {
    !binding.cluster
        && !binding.role_is_cluster
        && namespace == Some("kube-public")
        && &*binding.role == "kubeadm:bootstrap-signer-clusterinfo"
}

fn failure(binding: &Binding, subject: &Subject) -> Failure {
    let message = format!(
        "role `{}` is given to `{}`: whoever reaches the API server has it, without credentials",
        binding.role, subject.name
    );
    Failure::new(subject.span, message).key(&*subject.name).related(binding.role_span, "the role")
}

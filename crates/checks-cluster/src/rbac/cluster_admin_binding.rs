//! Bindings to cluster-admin.

use ringfort_check::facts::kube::{RoleRef, rights};
use ringfort_check::model::kube::{Binding, Subject, SubjectKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{operators, place, rbac};

/// cluster-admin is bound to someone who is not declared to hold it.
pub struct ClusterAdminBinding;

impl Check for ClusterAdminBinding {
    const META: Meta = Meta::new(
        "cluster/cluster-admin-binding",
        "cluster-admin is bound beyond the default",
        "cluster/cluster-admin-usage",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.1", "CIS-EKS-4.1.1", "CIS-GKE-4.1.1", "OWASP-K8s-2025-K02"])
    .aliases(&[
        "17172bc2-56fb-4f17-916f-a014147706cd",
        "249328b8-5f0f-409f-b1dd-029f07882e11",
        "KSV-0111",
        "C-0035",
        "C-0185",
        "cluster-admin-role-binding",
        "clusterrolebindingClusterAdmin",
        "rolebindingClusterAdminClusterRole",
        "rolebindingClusterAdminRole",
        "restrict-binding-clusteradmin",
        "FG_R00479",
    ]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        if !is_full(on, scene) {
            return lesser(on, scene);
        }
        let Some(object) = place::object(scene, on.object) else { return Verdict::NotApplicable };
        if rbac::is_reserved(object) && !rbac::is_built_in(object) {
            return rbac::unmanaged(on.role_span);
        }
        let reach = if on.cluster { "the whole cluster" } else { "its namespace" };
        let excess = on.subjects.iter().filter(|s| !is_accepted(scene, s));
        let mut failures = vec![];
        for subject in excess {
            let message = format!(
                "{} `{}` gives {:?} `{}` full rights over {reach}",
                object.kind, object.name, subject.kind, subject.name
            );
            let failure = Failure::new(on.role_span, message).key(subject.resource());
            failures.push(failure.related_to(subject.span, "the subject", subject.resource()));
        }
        Verdict::of(failures, on.role_span, "bound to the default group or declared subjects only")
    }
}

/// A binding of another role: seen, and good unless nobody knows what the role allows.
fn lesser(binding: &Binding, scene: &Scene<'_>) -> Verdict {
    match scene.facts.kube.role_ref(&scene.facts.model.kube, binding) {
        RoleRef::Missing(name) => {
            let cause = format!("role `{name}` was not read, so what it allows is not known");
            Verdict::unknown(binding.role_span, cause)
        }
        _ => Verdict::pass(binding.role_span, format!("gives `{}`, not every right", binding.role)),
    }
}

/// Is it cluster-admin, or a role of one's own that allows everything?
fn is_full(binding: &Binding, scene: &Scene<'_>) -> bool {
    let kube = &scene.facts.model.kube;
    let named = binding.role_is_cluster && &*binding.role == "cluster-admin";
    match scene.facts.kube.role_ref(kube, binding) {
        RoleRef::Read(role) if !named => {
            let known = kube.object(role.object).is_some_and(|o| operators::expects(o, "wildcard"));
            !known && role.rules.iter().any(rights::is_everything)
        }
        _ => named,
    }
}

/// The group of the default binding, and what the user declared.
fn is_accepted(scene: &Scene<'_>, subject: &Subject) -> bool {
    let masters = subject.kind == SubjectKind::Group && &*subject.name == "system:masters";
    masters || rbac::is_declared(scene, subject)
}

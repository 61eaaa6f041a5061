//! cluster-admin for everybody.

use ringfort_check::facts::kube::{RoleRef, rights};
use ringfort_check::model::kube::{Binding, Subject, SubjectKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::rbac;

/// Full rights are bound to a group that holds every pod, every user or every caller.
pub struct ClusterAdminBroadGroup;

impl Check for ClusterAdminBroadGroup {
    const META: Meta = Meta::new(
        "cluster/cluster-admin-broad-group",
        "Full rights are bound to everybody",
        "cluster/cluster-admin-usage",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.1", "OWASP-K8s-2025-K02", "DockerDesktop-RBAC-binding"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let Some(full) = gives_everything(on, scene) else {
            return Verdict::unknown(on.role_span, format!("role `{}` was not read", on.role));
        };
        if !full {
            return Verdict::NotApplicable;
        }
        let broad = on.subjects.iter().filter(|s| is_broad(s));
        let failures = broad.map(|s| failure(on, s)).collect();
        Verdict::of(failures, on.role_span, "bound to no broad group")
    }
}

/// Does the binding give full rights? `None` where that matters and the role is not known.
fn gives_everything(binding: &Binding, scene: &Scene<'_>) -> Option<bool> {
    let role = scene.facts.kube.role_ref(&scene.facts.model.kube, binding);
    match role {
        RoleRef::BuiltIn(name) => Some(name == "cluster-admin"),
        RoleRef::Missing(_) if binding.subjects.iter().any(is_broad) => None,
        RoleRef::Missing(_) => Some(false),
        RoleRef::Read(role) => Some(role.rules.iter().any(rights::is_everything)),
    }
}

/// Everyone, every pod, every pod of a namespace other than kube-system, or no credentials at all.
fn is_broad(subject: &Subject) -> bool {
    let of_namespace = subject.kind == SubjectKind::Group
        && subject.name.starts_with("system:serviceaccounts:")
        && &*subject.name != "system:serviceaccounts:kube-system";
    of_namespace || rbac::is_broad_group(subject) || rbac::is_anonymous(subject)
}

fn failure(binding: &Binding, subject: &Subject) -> Failure {
    let message = format!("`{}` holds every right through role `{}`", subject.name, binding.role);
    Failure::new(subject.span, message).key(&*subject.name).related(binding.role_span, "the role")
}

//! Strong roles for the account that pods get by default.

use ringfort_check::facts::kube::{RoleRef, rights};
use ringfort_check::model::kube::{Binding, Subject};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::rbac;

/// cluster-admin, admin, edit or an equal role is bound to a default ServiceAccount.
pub struct ClusterAdminDefaultSa;

impl Check for ClusterAdminDefaultSa {
    const META: Meta = Meta::new(
        "cluster/cluster-admin-default-sa",
        "Default ServiceAccount holds a strong role",
        "cluster/cluster-admin-usage",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.1", "CIS-K8s-5.1.5", "OWASP-K8s-2025-K02"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let defaults: Vec<_> = on.subjects.iter().filter(|s| rbac::is_default_account(s)).collect();
        let Some(first) = defaults.first() else { return Verdict::NotApplicable };
        match scene.facts.kube.role_ref(&scene.facts.model.kube, on) {
            RoleRef::Missing(name) => {
                Verdict::unknown(first.span, format!("role `{name}` was not read"))
            }
            role if is_strong(role) => {
                Verdict::Fail(defaults.iter().map(|s| failure(on, s)).collect())
            }
            _ => Verdict::pass(on.role_span, "the default ServiceAccount gets a weak role"),
        }
    }
}

fn is_strong(role: RoleRef<'_>) -> bool {
    match role {
        RoleRef::BuiltIn(name) => matches!(name, "cluster-admin" | "admin" | "edit"),
        RoleRef::Read(role) => role.rules.iter().any(rights::is_everything),
        RoleRef::Missing(_) => false,
    }
}

fn failure(binding: &Binding, subject: &Subject) -> Failure {
    let message = format!(
        "the default ServiceAccount of `{}` holds role `{}`: every pod that names no account has it",
        subject.namespace, binding.role
    );
    Failure::new(subject.span, message)
        .key(subject.resource())
        .related(binding.role_span, "the role")
}

//! ServiceAccounts of applications with rights over the whole cluster.

use ringfort_check::facts::kube::RoleRef;
use ringfort_check::model::kube::{Binding, Role, Subject, SubjectKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{operators, place, rbac};

/// Built-in ClusterRoles that only make sense cluster-wide and give next to nothing.
const HARMLESS: &[&str] = &[
    "system:auth-delegator",
    "system:basic-user",
    "system:discovery",
    "system:public-info-viewer",
    "system:service-account-issuer-discovery",
];

/// Resources that live outside namespaces, so that no RoleBinding could give them.
const CLUSTER_SCOPED: &[&str] = &[
    "nodes",
    "nodes/metrics",
    "nodes/stats",
    "namespaces",
    "persistentvolumes",
    "storageclasses",
    "csinodes",
    "csidrivers",
    "customresourcedefinitions",
    "tokenreviews",
    "subjectaccessreviews",
    "selfsubjectaccessreviews",
    "ingressclasses",
    "gatewayclasses",
    "priorityclasses",
    "runtimeclasses",
    "volumeattachments",
];

/// A ClusterRoleBinding gives a ServiceAccount of an application rights in every namespace.
pub struct WorkloadClusterRoleBinding;

impl Check for WorkloadClusterRoleBinding {
    const META: Meta = Meta::new(
        "cluster/workload-cluster-role-binding",
        "ServiceAccount has rights in every namespace",
        "cluster/rbac-least-privilege",
        Severity::High,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K02", "NSA-AuthN-AuthZ", "MS-M9003"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::object(scene, on.object) else { return Verdict::NotApplicable };
        let of_application =
            |s: &&Subject| s.kind == SubjectKind::ServiceAccount && !rbac::is_platform(scene, s);
        let accounts: Vec<_> = on.subjects.iter().filter(of_application).collect();
        if accounts.is_empty() || rbac::is_built_in(object) {
            return Verdict::NotApplicable;
        }
        if !on.cluster {
            return Verdict::pass(on.role_span, "bound in one namespace");
        }
        if needs_cluster(on, scene) || operators::is_known(object) {
            return Verdict::pass(on.role_span, "rights that only a ClusterRoleBinding can give");
        }
        Verdict::Fail(accounts.iter().map(|s| failure(on, s)).collect())
    }
}

/// Does the role hold nothing that a RoleBinding could give, or belong to a known operator?
fn needs_cluster(binding: &Binding, scene: &Scene<'_>) -> bool {
    let kube = &scene.facts.model.kube;
    match scene.facts.kube.role_ref(kube, binding) {
        RoleRef::Read(role) => {
            kube.object(role.object).is_some_and(operators::is_known) || is_cluster_scoped(role)
        }
        RoleRef::BuiltIn(name) => HARMLESS.contains(&name),
        RoleRef::Missing(_) => false,
    }
}

fn is_cluster_scoped(role: &Role) -> bool {
    let outside = |r: &str| CLUSTER_SCOPED.contains(&r);
    !role.unknown
        && !role.aggregates
        && role.rules.iter().all(|r| r.resources.iter().all(|r| outside(r)))
}

fn failure(binding: &Binding, subject: &Subject) -> Failure {
    let message = format!(
        "ServiceAccount `{}` of `{}` holds role `{}` in every namespace",
        subject.name, subject.namespace, binding.role
    );
    Failure::new(subject.span, message)
        .key(subject.resource())
        .related(binding.role_span, "the role")
}

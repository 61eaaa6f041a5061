//! Accounts that reach into other namespaces.

use ringfort_check::facts::kube::effective_namespace;
use ringfort_check::model::kube::{Binding, Subject, SubjectKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{place, rbac};

/// A RoleBinding gives a ServiceAccount of another application rights here.
pub struct CrossNamespaceBinding;

impl Check for CrossNamespaceBinding {
    const META: Meta = Meta::new(
        "cluster/cross-namespace-binding",
        "Strong role is bound to an account of another namespace",
        "cluster/service-account-hygiene",
        Severity::Medium,
    )
    .frameworks(&["K8s-AppChecklist-SA", "OWASP-K8s-2025-K02"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::object(scene, on.object) else { return Verdict::NotApplicable };
        let Some(home) = object.namespace.as_deref() else { return Verdict::NotApplicable };
        let strong = on.role_is_cluster && matches!(&*on.role, "cluster-admin" | "admin" | "edit");
        if on.cluster || !strong {
            return Verdict::NotApplicable;
        }
        let foreign = |s: &&Subject| {
            s.kind == SubjectKind::ServiceAccount
                && effective_namespace(&s.namespace) != effective_namespace(home)
                && !rbac::is_platform(scene, s)
        };
        let failures = on.subjects.iter().filter(foreign).map(|s| {
            let message = format!(
                "ServiceAccount `{}` of namespace `{}` holds `{}` in namespace `{home}`",
                s.name, s.namespace, on.role
            );
            Failure::new(s.span, message).key(s.resource()).related(on.role_span, "the role")
        });
        Verdict::of(failures.collect(), on.role_span, "bound to accounts of its own namespace")
    }
}

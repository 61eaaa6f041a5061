//! The built-in admin and edit roles on workloads.

use ringfort_check::model::kube::{Binding, Subject, SubjectKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::rbac;

/// A ServiceAccount of an application holds the built-in admin or edit role.
pub struct WorkloadAdminBinding;

impl Check for WorkloadAdminBinding {
    const META: Meta = Meta::new(
        "cluster/workload-admin-binding",
        "ServiceAccount holds the admin or edit role",
        "cluster/rbac-least-privilege",
        Severity::High,
    )
    .frameworks(&["OWASP-K8s-2025-K02", "MS-M9003"])
    .aliases(&["C-0267", "C-0272"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        if !on.role_is_cluster || !matches!(&*on.role, "admin" | "edit") {
            return Verdict::NotApplicable;
        }
        let excess =
            |s: &&Subject| s.kind == SubjectKind::ServiceAccount && !rbac::is_platform(scene, s);
        let failures = on.subjects.iter().filter(excess).map(|s| {
            let message = format!(
                "ServiceAccount `{}` of `{}` holds the built-in role `{}`: it reads Secrets and starts pods",
                s.name, s.namespace, on.role
            );
            Failure::new(s.span, message).key(s.resource()).related(on.role_span, "the role")
        });
        Verdict::of(
            failures.collect(),
            on.role_span,
            "given to no ServiceAccount of an application",
        )
    }
}

//! Bindings that name a built-in administrator role where none can be.

use ringfort_check::facts::kube::RoleRef;
use ringfort_check::model::kube::{Binding, SubjectKind};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{place, rbac};

/// A binding names a `Role` called `cluster-admin` or `admin` that no file defines.
pub struct AdminRoleByName;

impl Check for AdminRoleByName {
    const META: Meta = Meta::new(
        "cluster/admin-role-by-name",
        "Binding names an administrator role that is not there",
        "cluster/cluster-admin-usage",
        Severity::Low,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CIS-K8s-5.1.1", "K8s-RBACGoodPractices"])
    .aliases(&["KSV-0111", "restrict-binding-clusteradmin"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::object(scene, on.object) else { return Verdict::NotApplicable };
        let built_in = matches!(&*on.role, "cluster-admin" | "admin");
        let missing =
            matches!(scene.facts.kube.role_ref(&scene.facts.model.kube, on), RoleRef::Missing(_));
        if on.role_is_cluster || !built_in {
            return Verdict::NotApplicable;
        }
        if !missing {
            return Verdict::pass(on.role_span, "a role of that name is defined here");
        }
        let Some(first) = on.subjects.iter().find(|s| !rbac::is_declared(scene, s)) else {
            return Verdict::pass(on.role_span, "held by declared subjects only");
        };
        let kind = match first.kind {
            SubjectKind::User => "user",
            SubjectKind::Group => "group",
            SubjectKind::ServiceAccount => "ServiceAccount",
        };
        let message = format!(
            "{} `{}` gives {kind} `{}` the Role `{}`, which only exists as a ClusterRole: whoever \
             creates or corrects it gives full rights",
            object.kind, object.name, first.name, on.role
        );
        Verdict::fail(Failure::new(on.role_span, message).related_to(
            first.span,
            "the subject",
            first.resource(),
        ))
    }
}

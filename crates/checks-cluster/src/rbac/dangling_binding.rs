//! Bindings to what does not exist.

use ringfort_check::facts::kube::RoleRef;
use ringfort_check::model::kube::Binding;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// A RoleBinding refers to a Role that its namespace does not have.
pub struct DanglingBinding;

impl Check for DanglingBinding {
    const META: Meta = Meta::new(
        "cluster/dangling-binding",
        "RoleBinding refers to a Role that was not found",
        "cluster/rbac-least-privilege",
        Severity::Info,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["K8s-RBACGoodPractices"]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let kube = &scene.facts.model.kube;
        let Some(object) = place::object(scene, on.object) else { return Verdict::NotApplicable };
        let siblings = kube.roles.iter().filter_map(|r| kube.object(r.object));
        let knows_roles = siblings.into_iter().any(|r| place::together(r, object));
        match scene.facts.kube.role_ref(kube, on) {
            _ if on.role_is_cluster || !knows_roles || on.role.is_empty() => Verdict::NotApplicable,
            RoleRef::Missing(name) => {
                let message = format!("Role `{name}` is not among the Roles of this namespace");
                Verdict::fail(Failure::new(on.role_span, message))
            }
            RoleRef::Read(_) | RoleRef::BuiltIn(_) => {
                Verdict::pass(on.role_span, "its Role was read")
            }
        }
    }
}

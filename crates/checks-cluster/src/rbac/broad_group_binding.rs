//! Roles for everybody.

use ringfort_check::model::kube::Binding;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::rbac;

/// Roles that Kubernetes itself gives to `system:authenticated` ("Default roles and role bindings").
const DEFAULTS: &[&str] = &[
    "system:basic-user",
    "system:discovery",
    "system:public-info-viewer",
    "system:service-account-issuer-discovery",
];

/// A role is bound to every user or every pod.
pub struct BroadGroupBinding;

impl Check for BroadGroupBinding {
    const META: Meta = Meta::new(
        "cluster/broad-group-binding",
        "Role is bound to every user or every pod",
        "cluster/rbac-least-privilege",
        Severity::High,
    )
    .frameworks(&["CIS-GKE-4.1.10", "OWASP-K8s-2025-K02"])
    .aliases(&["KSV-01011", "C-0265"]);
    type On = Binding;

    fn run(on: &Binding, _: &Scene<'_>) -> Verdict {
        if on.role_is_cluster && DEFAULTS.contains(&&*on.role) {
            return Verdict::pass(on.role_span, "one of the default bindings of Kubernetes");
        }
        let broad = on.subjects.iter().filter(|s| rbac::is_broad_group(s));
        let failures = broad.map(|s| {
            let who =
                if &*s.name == "system:authenticated" { "every user and pod" } else { "every pod" };
            let message = format!("role `{}` is given to `{}`: {who} has it", on.role, s.name);
            Failure::new(s.span, message).key(&*s.name).related(on.role_span, "the role")
        });
        Verdict::of(failures.collect(), on.role_span, "names no group of everybody")
    }
}

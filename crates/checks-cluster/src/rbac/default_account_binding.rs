//! Rights for the account that pods get by default.

use ringfort_check::model::kube::{Binding, Subject};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::rbac;

/// A binding names a ServiceAccount `default`.
pub struct DefaultAccountBinding;

impl Check for DefaultAccountBinding {
    const META: Meta = Meta::new(
        "cluster/default-account-binding",
        "Role is bound to a default ServiceAccount",
        "cluster/service-account-hygiene",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-5.1.5", "CIS-EKS-4.1.5", "CIS-GKE-4.1.4"])
    .aliases(&[
        "1e749bc9-fde8-471c-af0c-8254efd2dee5",
        "3360c01e-c8c0-4812-96a2-a6329b9b7f9f",
        "CKV_K8S_42",
        "FG_R00498",
    ]);
    type On = Binding;

    fn run(on: &Binding, scene: &Scene<'_>) -> Verdict {
        let excess = |s: &&Subject| rbac::is_default_account(s) && !rbac::is_declared(scene, s);
        let failures = on.subjects.iter().filter(excess).map(|s| {
            let message = format!(
                "role `{}` is given to the default ServiceAccount, and so to every pod that names no account",
                on.role
            );
            Failure::new(s.span, message).key(s.resource()).related(on.role_span, "the role")
        });
        Verdict::of(failures.collect(), on.role_span, "names no default ServiceAccount")
    }
}

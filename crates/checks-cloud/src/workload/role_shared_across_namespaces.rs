//! ServiceAccounts of different namespaces share a role.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::kube;

/// ServiceAccounts of different namespaces share a role.
pub struct RoleSharedAcrossNamespaces;

impl Check for RoleSharedAcrossNamespaces {
    const META: Meta = Meta::new(
        "cloud/role-shared-across-namespaces",
        "ServiceAccounts of different namespaces share a role",
        "cloud/workload-identity",
        Severity::Medium,
    )
    .frameworks(&["OWASP-K8s-2025-K08"]);
    const TYPES: &'static [&'static str] = &["ServiceAccount"];
    type On = Object;

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let At::Set(role) = kube::role_arn(on) else { return Verdict::NotApplicable };
        let others = scene.facts.objects("ServiceAccount").filter(|o| o.id != on.id && o.sees(on));
        let mut same = others.filter(|o| {
            kube::role_arn(o).str() == role.as_str()
                && o.namespace_or_default() != on.namespace_or_default()
        });
        match same.next() {
            Some(other) => {
                let message = format!(
                    "shares its role with ServiceAccount `{}` of namespace `{}`",
                    other.name,
                    other.namespace_or_default()
                );
                Verdict::fail(Failure::new(role.span, message).related_to(
                    other.head,
                    "the other one",
                    &*other.resource,
                ))
            }
            None => Verdict::pass(role.span, "no other namespace uses the role"),
        }
    }
}

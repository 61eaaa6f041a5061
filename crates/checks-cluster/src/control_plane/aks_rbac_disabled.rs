//! AKS cluster runs without RBAC.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Value, Verdict};

/// AKS cluster runs without RBAC.
pub struct AksRbacDisabled;

impl Check for AksRbacDisabled {
    const META: Meta = Meta::new(
        "cluster/aks-rbac-disabled",
        "AKS cluster runs without RBAC",
        "cluster/authorization-mode",
        Severity::High,
    )
    .gate()
    .aliases(&[
        "149fa56c-4404-4f90-9e25-d34b676d5b39",
        "86f92117-eed8-4614-9c6c-b26da20ff37f",
        "CKV_AZURE_5",
        "AZU-0042",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let old = on.at("role_based_access_control.enabled");
        let value = if old.is_absent() {
            on.bool("role_based_access_control_enabled", true)
        } else {
            Value::bool(old, true)
        };
        Verdict::on(
            &value,
            |on| *on,
            "RBAC is on",
            || {
                let message = format!("AKS cluster `{}` runs without Kubernetes RBAC", on.name);
                let failure = Failure::new(value.span(), message);
                failure.fix(
                    "switch RBAC on",
                    vec![Edit { at: value.span(), text: "true".into() }],
                    Safety::Unsafe,
                )
            },
        )
    }
}

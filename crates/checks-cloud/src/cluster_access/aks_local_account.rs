//! AKS cluster keeps its local administrator.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// AKS cluster keeps its local administrator.
pub struct AksLocalAccount;

impl Check for AksLocalAccount {
    const META: Meta = Meta::new(
        "cloud/aks-local-account",
        "AKS cluster keeps its local administrator",
        "cloud/cluster-admin-access",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AKS-5.5.1"])
    .aliases(&["CKV_AZURE_141"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "local_account_disabled",
            want: true,
            default: false,
            note: "local accounts are disabled",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || {
            format!(
                "cluster `{}` hands out an administrator certificate that no directory controls",
                on.name
            )
        })
    }
}

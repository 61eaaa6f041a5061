//! AKS cluster gives workloads no identity of their own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// AKS cluster gives workloads no identity of their own.
pub struct AksWorkloadIdentityOff;

impl Check for AksWorkloadIdentityOff {
    const META: Meta = Meta::new(
        "cloud/aks-workload-identity-off",
        "AKS cluster gives workloads no identity of their own",
        "cloud/workload-identity",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-AKS-5.2.1"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mut result = Verdict::NotApplicable;
        for path in ["oidc_issuer_enabled", "workload_identity_enabled"] {
            let switch = Switch {
                path,
                want: true,
                default: false,
                note: "workloads take on identities of their own",
                safety: Some(Safety::Safe),
            };
            let verdict = switch.judge(on, || format!("cluster `{}` leaves {path} off", on.name));
            result = result.and(match verdict {
                Verdict::Fail(all) => Verdict::Fail(all.into_iter().map(|f| f.key(path)).collect()),
                other => other,
            });
        }
        result
    }
}

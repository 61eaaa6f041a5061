//! AKS cluster runs a release without fixes.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Value, Verdict};

use crate::support::releases;

/// AKS cluster runs a release without fixes.
pub struct AksRelease;

impl Check for AksRelease {
    const META: Meta = Meta::new(
        "cluster/aks-release",
        "AKS cluster runs a release without fixes",
        "cluster/version-currency",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K07"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let version = on.at("kubernetes_version");
        if version.is_absent() {
            return Verdict::unknown(
                version.span(),
                "AKS chooses a release when the cluster is made, which no file tells",
            );
        }
        releases::judge(releases::AKS, &Value::text(version, ""))
    }
}

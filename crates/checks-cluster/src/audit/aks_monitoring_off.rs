//! AKS cluster sends no logs to a workspace.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// AKS cluster sends no logs to a workspace.
pub struct AksMonitoringOff;

impl Check for AksMonitoringOff {
    const META: Meta = Meta::new(
        "cluster/aks-monitoring-off",
        "AKS cluster sends no logs to a workspace",
        "cluster/audit-logging",
        Severity::Low,
    )
    .aliases(&["CKV_AZURE_4", "AZU-0040"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let blocks = [on.at("oms_agent"), on.at("addon_profile.oms_agent")];
        if let Some(unknown) = blocks.iter().find(|b| b.is_unknown()) {
            return Verdict::unknown(unknown.span(), "the agent's settings are not known");
        }
        // Plans show a block that is not there as an empty list.
        let found = blocks.iter().filter_map(|b| b.node()).find(|n| !n.one_or_many().is_empty());
        let off = found.is_some_and(|n| n.at("enabled").bool() == Some(false));
        match found {
            Some(block) if !off => Verdict::pass(block.span, "logs go to a workspace"),
            _ => {
                let at = found.map_or(on.header, |b| b.span);
                let message =
                    format!("AKS cluster `{}` sends no logs of its containers anywhere", on.name);
                Verdict::fail(Failure::new(at, message))
            }
        }
    }
}

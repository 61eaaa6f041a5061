//! AKS cluster keeps no audit log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// AKS cluster keeps no audit log.
pub struct AksAuditLogOff;

impl Check for AksAuditLogOff {
    const META: Meta = Meta::new(
        "cluster/aks-audit-log-off",
        "AKS cluster keeps no audit log",
        "cluster/audit-logging",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AKS-2.1.1"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let mut settings =
            scene.facts.companions(on, "azurerm_monitor_diagnostic_setting").peekable();
        if settings.peek().is_none() {
            let message =
                format!("AKS cluster `{}` has no diagnostic setting, so no audit log", on.name);
            return Verdict::fail(Failure::new(on.header, message));
        }
        let settings: Vec<&Resource> = settings.collect();
        if let Some(found) = settings.iter().find(|s| sends_audit(s)) {
            return Verdict::pass(found.header, "the audit log is sent");
        }
        let unknown = settings.iter().find(|s| s.attrs.has_unknown() && is_open(s));
        if let Some(setting) = unknown {
            return Verdict::unknown(setting.header, "its log categories are not known");
        }
        let message =
            format!("no diagnostic setting of AKS cluster `{}` sends the audit log", on.name);
        let at = settings.first().map_or(on.header, |s| s.header);
        Verdict::fail(Failure::new(at, message).related(on.header, "the cluster"))
    }
}

fn logs(setting: &Resource) -> impl Iterator<Item = &Node> {
    setting.blocks("enabled_log").iter().chain(setting.blocks("log"))
}

fn sends_audit(setting: &Resource) -> bool {
    logs(setting).any(|log| {
        let category = log.at("category").str();
        let group = log.at("category_group").str();
        log.at("enabled").bool() != Some(false)
            && (matches!(category, Some("kube-audit" | "kube-audit-admin"))
                || matches!(group, Some("audit" | "allLogs")))
    })
}

/// Are its categories not known?
fn is_open(setting: &Resource) -> bool {
    setting.at("enabled_log").is_unknown()
        || setting.at("log").is_unknown()
        || logs(setting).any(Node::has_unknown)
}

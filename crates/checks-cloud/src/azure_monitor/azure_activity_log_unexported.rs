//! Azure activity log is not exported.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::estate;

/// Azure activity log is not exported.
pub struct AzureActivityLogUnexported;

impl Check for AzureActivityLogUnexported {
    const META: Meta = Meta::new(
        "cloud/azure-activity-log-unexported",
        "Azure activity log is not exported",
        "cloud/audit-logging",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Azure-6.1.1.1"]);
    const TYPES: &'static [&'static str] = &["provider.azurerm"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let first = scene.facts.resources("provider.azurerm").find(|p| p.root == on.root);
        let calls = |kind: &&str| scene.facts.resources(kind).any(|r| r.root == on.root);
        if first.is_none_or(|p| p.address != on.address) || !CALLING.iter().any(calls) {
            return Verdict::NotApplicable;
        }
        let settings = || {
            let all = scene.facts.resources("azurerm_monitor_diagnostic_setting");
            all.filter(|s| s.root == on.root && is_of_subscription(s))
        };
        let at = settings().next().map_or(on.header, |s| s.header);
        match azure::sends_all(settings, &CATEGORIES, &["allLogs"]) {
            Some(true) => Verdict::pass(at, "changes in the subscription are kept"),
            None => Verdict::unknown(at, "its log categories are not known"),
            Some(false) => {
                let message = "no diagnostic setting keeps the administrative, security, alert and policy \
                               events of the subscription";
                estate::lacking(scene, at, message)
            }
        }
    }
}

/// What must be kept.
const CATEGORIES: [&str; 4] = ["Administrative", "Security", "Alert", "Policy"];

/// Types whose presence makes a subscription worth watching.
const CALLING: [&str; 7] = [
    "azurerm_kubernetes_cluster",
    "azurerm_key_vault",
    "azurerm_storage_account",
    "azurerm_mssql_server",
    "azurerm_postgresql_flexible_server",
    "azurerm_linux_web_app",
    "azurerm_linux_virtual_machine",
];

/// Is the setting for a subscription as a whole?
fn is_of_subscription(setting: &Resource) -> bool {
    let path = "target_resource_id";
    let written = setting.at(path).str().is_some_and(|t| {
        t.to_ascii_lowercase().starts_with("/subscriptions/") && t.matches('/').count() == 2
    });
    written
        || setting.refs_of(path).any(|r| {
            let target = &r.target;
            ["azurerm_subscription.", "azurerm_client_config."].iter().any(|t| target.contains(t))
        })
}

//! Azure flow log is kept for less than 90 days.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Azure flow log is kept for less than 90 days.
pub struct AzureFlowLogShort;

impl Check for AzureFlowLogShort {
    const META: Meta = Meta::new(
        "cloud/azure-flow-log-short",
        "Azure flow log is kept for less than 90 days",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-Azure-7.8"])
    .aliases(&["7750fcca-dd03-4d38-b663-4b70289bcfd4", "CKV_AZURE_12", "AZU-0049"]);
    const TYPES: &'static [&'static str] = &["azurerm_network_watcher_flow_log"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let (on_path, days_path) = ("retention_policy.enabled", "retention_policy.days");
        let kept = on.bool(on_path, false);
        let days = on.int(days_path, 0);
        let (Some(limited), Some(count)) = (kept.known(), days.known()) else {
            return Verdict::unknown(
                on.at("retention_policy").span(),
                "its retention is not known",
            );
        };

        if !limited {
            let message = format!("flow log `{}` has no retention that is switched on", on.name);
            return Verdict::fail(Failure::new(kept.span(), message));
        }
        // Zero days keeps flows for ever.
        Verdict::on(
            &days,
            |d| *d == 0 || *d >= 90,
            "flows are kept long enough",
            || {
                Failure::new(
                    days.span(),
                    format!("flow log `{}` is kept for {count} days", on.name),
                )
            },
        )
    }
}

//! Azure activity log is kept for less than a year.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;

/// Azure activity log is kept for less than a year.
pub struct AzureActivityLogShort;

impl Check for AzureActivityLogShort {
    const META: Meta = Meta::new(
        "cloud/azure-activity-log-short",
        "Azure activity log is kept for less than a year",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&[
        "2b856bf9-8e8c-4005-875f-303a8cba3918",
        "37fafbea-dedb-4e0d-852e-d16ee0589326",
        "CKV_AZURE_37",
        "AZU-0031",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_monitor_log_profile"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if azure::lacks(on.at("retention_policy")) {
            let message = format!(
                "log profile `{}` does not say how long it keeps the activity log",
                on.name
            );
            return Verdict::fail(Failure::new(on.header, message));
        }
        let (on_path, days_path) = ("retention_policy.enabled", "retention_policy.days");
        let kept = on.bool(on_path, false);
        let days = on.int(days_path, 0);
        let (Some(limited), Some(count)) = (kept.known(), days.known()) else {
            return Verdict::unknown(
                on.at("retention_policy").span(),
                "its retention is not known",
            );
        };

        // Without a limit, or with one of zero days, the log is kept for ever.
        if *count == 0 {
            return Verdict::pass(kept.span(), "the log is kept for ever");
        }
        Verdict::on(
            &days,
            |d| *limited && *d >= 365,
            "the log is kept long enough",
            || {
                let message = if *limited {
                    format!("log profile `{}` keeps the activity log for {count} days", on.name)
                } else {
                    format!("the retention of log profile `{}` is off", on.name)
                };
                Failure::new(if *limited { days.span() } else { kept.span() }, message)
            },
        )
    }
}

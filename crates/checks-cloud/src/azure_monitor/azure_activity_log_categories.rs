//! Azure activity log leaves out changes.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Azure activity log leaves out changes.
pub struct AzureActivityLogCategories;

impl Check for AzureActivityLogCategories {
    const META: Meta = Meta::new(
        "cloud/azure-activity-log-categories",
        "Azure activity log leaves out changes",
        "cloud/audit-logging",
        Severity::Medium,
    )
    .aliases(&["CKV_AZURE_38", "AZU-0033"]);
    const TYPES: &'static [&'static str] = &["azurerm_monitor_log_profile"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let all = ["Write", "Delete", "Action"].map(|c| tri::lists(on.at("categories"), &[c]));
        tri::verdict(tri::all(all), on, "categories", "every kind of change is kept", || {
            format!("log profile `{}` leaves out some kinds of change", on.name)
        })
    }
}

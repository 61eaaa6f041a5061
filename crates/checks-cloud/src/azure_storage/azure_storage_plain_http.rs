//! Azure storage account accepts plain HTTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// Azure storage account accepts plain HTTP.
pub struct AzureStoragePlainHttp;

impl Check for AzureStoragePlainHttp {
    const META: Meta = Meta::new(
        "cloud/azure-storage-plain-http",
        "Azure storage account accepts plain HTTP",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .frameworks(&["CIS-Azure-9.3.4"])
    .aliases(&[
        "12944ec4-1fa0-47be-8b17-42a034f937c2",
        "2c99a474-2a3c-4c17-8294-53ffa5ed0522",
        "CKV_AZURE_3",
        "AZU-0008",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: azure::written(on, &["https_traffic_only_enabled", "enable_https_traffic_only"]),
            want: true,
            default: true,
            note: "only HTTPS is accepted",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("storage account `{}` accepts requests without TLS", on.name))
    }
}

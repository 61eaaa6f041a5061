//! Azure blob requests are not logged.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::companion;

/// Azure blob requests are not logged.
pub struct AzureBlobUnlogged;

impl Check for AzureBlobUnlogged {
    const META: Meta = Meta::new(
        "cloud/azure-blob-unlogged",
        "Azure blob requests are not logged",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&["CKV2_AZURE_21"]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if on.at("account_kind").str() == Some("FileStorage") {
            return Verdict::NotApplicable;
        }
        if let Some(insights) = companion::of(on, scene, INSIGHTS, &["id"]).next() {
            return Verdict::pass(insights.header, "a workspace collects the logs");
        }
        let settings = azure::settings_of(on, scene, "blobServices");
        azure::logged(settings, &["StorageRead"], "reads of blobs are logged", || {
            let message = format!("reads of blobs in storage account `{}` are not logged", on.name);
            with_containers(companion::lacking(on, scene, azure::SETTINGS, message), on, scene)
        })
    }
}

const INSIGHTS: &[companion::Holder] =
    &[("azurerm_log_analytics_storage_insights", "storage_account_id")];

/// The verdict, with the containers of `on` named where it is a failure.
fn with_containers(verdict: Verdict, on: &Resource, scene: &Scene<'_>) -> Verdict {
    let Verdict::Fail(failures) = verdict else { return verdict };
    let containers = scene.facts.companions(on, "azurerm_storage_container");
    let containers: Vec<&Resource> = containers.collect();
    let name = |failure: Failure| {
        containers.iter().fold(failure, |failure, c| {
            failure.related_to(c.header, "a container of the account", &*c.address)
        })
    };
    Verdict::Fail(failures.into_iter().map(name).collect())
}

//! Azure queue requests are not logged.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::companion;
use crate::support::tri;

/// Azure queue requests are not logged.
pub struct AzureQueueUnlogged;

impl Check for AzureQueueUnlogged {
    const META: Meta = Meta::new(
        "cloud/azure-queue-unlogged",
        "Azure queue requests are not logged",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&["CKV_AZURE_33", "AZU-0009"]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if has_no_queues(on) {
            return Verdict::NotApplicable;
        }
        let inline = on.at("queue_properties.logging");
        if !azure::lacks(inline) {
            return judge(on, "queue_properties.logging");
        }
        if let Some(other) = companion::of(on, scene, QUEUES, &["id"]).next() {
            return judge(other, "logging");
        }
        let settings = || azure::settings_of(on, scene, "queueServices");
        match azure::sends_all(settings, &CATEGORIES, &["audit", "allLogs"]) {
            Some(true) => Verdict::pass(on.header, "a diagnostic setting sends the log"),
            None => Verdict::unknown(on.header, "what its diagnostic settings send is not known"),
            Some(false) => {
                let message = format!(
                    "requests to the queues of storage account `{}` leave no trace",
                    on.name
                );
                companion::lacking(on, scene, QUEUES, message)
            }
        }
    }
}

/// What a diagnostic setting must send.
const CATEGORIES: [&str; 3] = ["StorageRead", "StorageWrite", "StorageDelete"];

/// Properties of the queue service in a resource of their own.
const QUEUES: &[companion::Holder] =
    &[("azurerm_storage_account_queue_properties", "storage_account_id")];

fn judge(on: &Resource, path: &str) -> Verdict {
    let block = on.at(path);
    if let At::Unknown(node) = block {
        return Verdict::unknown(node.span, node.cause().to_owned());
    }
    let missing = || format!("the log of `{}` leaves out some requests to queues", on.name);
    let answer = block.node().map_or(Some(false), |log| {
        let log = log.one_or_many().first().unwrap_or(log);
        tri::all(["read", "write", "delete"].map(|kind| tri::on(log, kind, false)))
    });
    tri::verdict(answer, on, path, "reads, writes and deletions are logged", missing)
}

/// Accounts that have no queues: blobs only, files only, or the premium tier.
fn has_no_queues(on: &Resource) -> bool {
    let kinds = ["BlobStorage", "BlockBlobStorage", "FileStorage"];
    let kind = on.at("account_kind").str().is_some_and(|k| kinds.contains(&k));
    kind || on.at("account_tier").str() == Some("Premium")
}

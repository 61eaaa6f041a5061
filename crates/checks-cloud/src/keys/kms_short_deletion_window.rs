//! Key of KMS disappears within days.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Key of KMS disappears within days.
pub struct KmsShortDeletionWindow;

impl Check for KmsShortDeletionWindow {
    const META: Meta = Meta::new(
        "cloud/kms-short-deletion-window",
        "Key of KMS disappears within days",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&["0b530315-0ea4-497f-b34c-4ff86268f59d"]);
    const TYPES: &'static [&'static str] =
        &["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let days = on.int("deletion_window_in_days", 30);
        Verdict::on(
            &days,
            |d| *d >= 14,
            "a deletion can be noticed in time",
            || {
                let message = format!(
                    "key `{}` is gone {} days after it is marked for deletion",
                    on.name,
                    days.known().copied().unwrap_or_default()
                );
                Failure::new(days.span(), message)
            },
        )
    }
}

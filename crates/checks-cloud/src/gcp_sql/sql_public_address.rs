//! Cloud SQL has a public address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Cloud SQL has a public address.
pub struct SqlPublicAddress;

impl Check for SqlPublicAddress {
    const META: Meta = Meta::new(
        "cloud/sql-public-address",
        "Cloud SQL has a public address",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .frameworks(&["CIS-GCP-6.7"])
    .aliases(&["CKV_GCP_60"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "settings.ip_configuration.ipv4_enabled",
            want: false,
            default: true,
            note: "only private addresses reach it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("instance `{}` has an address on the Internet", on.name))
    }
}

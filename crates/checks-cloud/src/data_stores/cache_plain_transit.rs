//! Cache is reached in clear.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Cache is reached in clear.
pub struct CachePlainTransit;

impl Check for CachePlainTransit {
    const META: Meta = Meta::new(
        "cloud/cache-plain-transit",
        "Cache is reached in clear",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1557"])
    .aliases(&[
        "1afbb3fa-cf6c-4a3d-b730-95e9f4df343e",
        "3b02569b-fc6f-4153-b3a3-ba91022fed68",
        "CKV_AWS_30",
        "AWS-0051",
        "FG_R00105",
        "AC_AWS_0467",
        "ELASTICACHE_REPLICATION_GROUP_ENCRYPTION_IN_TRANSIT",
    ]);
    const TYPES: &'static [&'static str] = &["aws_elasticache_replication_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if !on.at("global_replication_group_id").is_absent()
            && on.at("transit_encryption_enabled").is_absent()
        {
            return Verdict::unknown(on.header, "the global group decides about encryption");
        }
        aws_settings::required(on, "transit_encryption_enabled", "clients use TLS", || {
            format!("cache `{}` is reached in clear", on.name)
        })
    }
}

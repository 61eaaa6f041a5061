//! Azure cache accepts connections without TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// Azure cache accepts connections without TLS.
pub struct AzureRedisPlain;

impl Check for AzureRedisPlain {
    const META: Meta = Meta::new(
        "cloud/azure-redis-plain",
        "Azure cache accepts connections without TLS",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .aliases(&[
        "869e7fb4-30f0-4bdb-b360-ad548f337f2f",
        "e29a75e6-aba3-4896-b42d-b87818c16b58",
        "CKV_AZURE_91",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_redis_cache"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: azure::written(on, &["non_ssl_port_enabled", "enable_non_ssl_port"]),
            want: false,
            default: false,
            note: "only TLS is accepted",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("cache `{}` answers without TLS on port 6379", on.name))
    }
}

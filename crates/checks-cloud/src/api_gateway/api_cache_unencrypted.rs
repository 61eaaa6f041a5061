//! API keeps cached answers unencrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{aws_settings, settings};

/// API keeps cached answers unencrypted.
pub struct ApiCacheUnencrypted;

impl Check for ApiCacheUnencrypted {
    const META: Meta = Meta::new(
        "cloud/api-cache-unencrypted",
        "API keeps cached answers unencrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&[
        "37cca703-b74c-48ba-ac81-595b53398e9b",
        "b7c9a40c-23e4-4a2d-8d39-a3352f10f288",
        "CKV_AWS_308",
        "AWS-0002",
        "API_GW_CACHE_ENABLED_AND_ENCRYPTED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_api_gateway_method_settings"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let caching = on.bool("settings.caching_enabled", false);
        if let Some(open) = settings::unknown(&caching) {
            return open;
        }
        let silent = on.at("settings.cache_data_encrypted").is_absent();
        if caching.is(&false) && (caching.is_set() || silent) {
            return Verdict::NotApplicable;
        }
        aws_settings::required(
            on,
            "settings.cache_data_encrypted",
            "the cache is encrypted",
            || format!("`{}` keeps cached answers unencrypted", on.name),
        )
    }
}

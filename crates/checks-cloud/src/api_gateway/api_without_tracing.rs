//! API is not traced.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// API is not traced.
pub struct ApiWithoutTracing;

impl Check for ApiWithoutTracing {
    const META: Meta = Meta::new(
        "cloud/api-without-tracing",
        "API is not traced",
        "cloud/audit-logging",
        Severity::Info,
    )
    .aliases(&[
        "2059155b-27fd-441e-b616-6966c468561f",
        "4ab10c48-bedb-4deb-8f3b-ff12783b61de",
        "5813ef56-fa94-406a-b35d-977d4a56ff2b",
        "CKV_AWS_73",
        "AWS-0003",
        "AC_AWS_0015",
    ]);
    const TYPES: &'static [&'static str] = &["aws_api_gateway_stage"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::required(on, "xray_tracing_enabled", "calls are traced", || {
            format!("stage `{}` starts no trace", on.name)
        })
    }
}

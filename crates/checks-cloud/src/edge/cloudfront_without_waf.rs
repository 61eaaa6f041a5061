//! Distribution has no web application firewall.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Distribution has no web application firewall.
pub struct CloudfrontWithoutWaf;

impl Check for CloudfrontWithoutWaf {
    const META: Meta = Meta::new(
        "cloud/cloudfront-without-waf",
        "Distribution has no web application firewall",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .frameworks(&["OWASP-API-2023-API4"])
    .aliases(&[
        "0f139403-303f-467c-96bd-e717e6cfd62d",
        "1419b4c6-6d5c-4534-9cf6-6a5266085333",
        "22c80725-e390-4055-8d14-a872230f6607",
        "6d19ce0f-b3d8-4128-ac3d-1064e0f00494",
        "CKV_AWS_68",
        "AWS-0011",
        "FG_R00073",
        "AC_AWS_0032",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudfront_distribution"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "web_acl_id", "a web ACL stands before it", || {
            format!("distribution `{}` has no web ACL", on.name)
        })
    }
}

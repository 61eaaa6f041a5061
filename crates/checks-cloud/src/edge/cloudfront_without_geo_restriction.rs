//! Distribution serves every country.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Distribution serves every country.
pub struct CloudfrontWithoutGeoRestriction;

impl Check for CloudfrontWithoutGeoRestriction {
    const META: Meta = Meta::new(
        "cloud/cloudfront-without-geo-restriction",
        "Distribution serves every country",
        "cloud/edge-tls-and-waf",
        Severity::Info,
    )
    .aliases(&[
        "7f8843f0-9ea5-42b4-a02b-753055113195",
        "CKV_AWS_374",
        "FG_R00018",
        "AC_AWS_0026",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudfront_distribution"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let kind = Choice {
            path: "restrictions.geo_restriction.restriction_type",
            good: &["whitelist", "blacklist"],
            default: "none",
            note: "countries are restricted",
            safety: None,
        };
        kind.judge(on, |_| format!("distribution `{}` serves every country", on.name))
    }
}

//! Distribution has no certificate of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Distribution has no certificate of its own.
pub struct CloudfrontDefaultCertificate;

impl Check for CloudfrontDefaultCertificate {
    const META: Meta = Meta::new(
        "cloud/cloudfront-default-certificate",
        "Distribution has no certificate of its own",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .aliases(&[
        "3a1e94df-6847-4c0e-a3b6-6c6af4e128ef",
        "b4d9c12b-bfba-4aeb-9cb8-2358546d8041",
        "fb8f8929-afeb-4c46-99f0-a6cf410f7df4",
        "CKV2_AWS_42",
        "CLOUDFRONT_CUSTOM_SSL_CERTIFICATE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudfront_distribution"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let paths = ["acm_certificate_arn", "iam_certificate_id"];
        let own = tri::any(tri::each(on.at("viewer_certificate"), |block| {
            tri::all([
                tri::any(paths.iter().map(|p| tri::written(block.at(p)))),
                tri::on(block, "cloudfront_default_certificate", false).map(|d| !d),
            ])
        }));
        tri::verdict(own, on, "viewer_certificate", "a certificate of its own", || {
            format!("distribution `{}` serves with the certificate of CloudFront", on.name)
        })
    }
}

//! `CloudFront` accepts old TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// `CloudFront` accepts old TLS.
pub struct CloudfrontWeakTls;

impl Check for CloudfrontWeakTls {
    const META: Meta = Meta::new(
        "cloud/cloudfront-weak-tls",
        "CloudFront accepts old TLS",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["ASVS-5.0-V12.1.1"])
    .aliases(&[
        "00e5e55e-c2ff-46b3-a757-a7a1cd802456",
        "255b0fcc-9f82-41fe-9229-01b163e3376b",
        "d0c13053-d2c8-44a6-95da-d592996e9e67",
        "dc17ee4b-ddf2-4e23-96e8-7a36abad1303",
        "CKV_AWS_174",
        "AWS-0013",
        "CLOUDFRONT_MINIMUM_PROTOCOL_VERSION_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudfront_distribution"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        // With its own certificate CloudFront accepts TLS 1.0, whatever version is written.
        let own = on.bool("viewer_certificate.cloudfront_default_certificate", false);
        if let Some(open) = settings::unknown(&own) {
            return open;
        }
        if own.is(&true) || on.at("viewer_certificate").is_absent() {
            let message = format!(
                "distribution `{}` accepts TLS 1.0: it has no certificate of its own",
                on.name
            );
            return Verdict::fail(Failure::new(own.span(), message));
        }
        let version = on.text("viewer_certificate.minimum_protocol_version", "TLSv1");
        let good = |v: &String| v.starts_with("TLSv1.2") || v.starts_with("TLSv1.3");
        Verdict::on(&version, good, "viewers get TLS 1.2 or later", || {
            let old = version.known().map_or("", String::as_str);
            Failure::new(version.span(), format!("distribution `{}` accepts {old}", on.name))
        })
    }
}

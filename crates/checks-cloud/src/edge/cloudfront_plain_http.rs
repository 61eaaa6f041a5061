//! `CloudFront` serves plain HTTP or old TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// `CloudFront` serves plain HTTP or old TLS.
pub struct CloudfrontPlainHttp;

impl Check for CloudfrontPlainHttp {
    const META: Meta = Meta::new(
        "cloud/cloudfront-plain-http",
        "CloudFront serves plain HTTP or old TLS",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["ASVS-5.0-V12.2.1"])
    .aliases(&[
        "31733ee2-fef0-4e87-9778-65da22a8ecf1",
        "55af1353-2f62-4fa0-a8e1-a210ca2708f5",
        "CKV_AWS_34",
        "AWS-0012",
        "FG_R00011",
        "CLOUDFRONT_VIEWER_POLICY_HTTPS",
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
        let mut failures = vec![];
        for (index, behavior) in on
            .blocks("default_cache_behavior")
            .iter()
            .chain(on.blocks("ordered_cache_behavior"))
            .enumerate()
        {
            if let Some(node) = behavior
                .at("viewer_protocol_policy")
                .node()
                .filter(|n| n.as_str() == Some("allow-all"))
            {
                let message = format!("distribution `{}` serves plain HTTP", on.name);
                failures.push(Failure::new(node.span, message).key(format!("behavior {index}")));
            }
        }
        let default = on.bool("viewer_certificate.cloudfront_default_certificate", false).is(&true);
        let certificate = !on.at("viewer_certificate").is_absent();
        let version = on.text("viewer_certificate.minimum_protocol_version", "TLSv1");
        if let Some(v) = version.known().filter(|v| {
            certificate && !default && !v.starts_with("TLSv1.2") && !v.starts_with("TLSv1.3")
        }) {
            let message = format!("distribution `{}` accepts {v}", on.name);
            failures.push(Failure::new(version.span(), message).key("tls"));
        }
        Verdict::of(failures, on.header, "viewers get TLS 1.2 or later")
    }
}

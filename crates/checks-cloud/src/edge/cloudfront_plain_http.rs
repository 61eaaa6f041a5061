//! `CloudFront` serves plain HTTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::aws_settings;

/// `CloudFront` serves plain HTTP.
pub struct CloudfrontPlainHttp;

impl Check for CloudfrontPlainHttp {
    const META: Meta = Meta::new(
        "cloud/cloudfront-plain-http",
        "CloudFront serves plain HTTP",
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
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudfront_distribution"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let judge = |behavior: &Node| {
            // The attribute is required: without it nothing can be said.
            if behavior.at("viewer_protocol_policy").is_absent() {
                return Verdict::unknown(behavior.span, "`viewer_protocol_policy` is not written");
            }
            let policy = Value::text(behavior.at("viewer_protocol_policy"), "");
            let path = Value::text(behavior.at("path_pattern"), "*");
            Verdict::on(
                &policy,
                |p| p != "allow-all",
                "viewers get HTTPS",
                || {
                    let message = format!("distribution `{}` serves plain HTTP", on.name);
                    let path = path.known().map_or("", String::as_str);
                    Failure::new(policy.span(), message).key(format!("behavior {path}"))
                },
            )
        };
        aws_settings::each_block(on, "default_cache_behavior", judge).and(aws_settings::each_block(
            on,
            "ordered_cache_behavior",
            judge,
        ))
    }
}

//! Bucket policy does not ask for TLS.

use ringfort_check::facts::cloud::iam::{Effect, Policy, Statement};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::buckets::{Found, Part};
use crate::support::estate;

/// Bucket policy does not ask for TLS.
pub struct BucketAllowsPlainHttp;

impl Check for BucketAllowsPlainHttp {
    const META: Meta = Meta::new(
        "cloud/bucket-allows-plain-http",
        "Bucket policy does not ask for TLS",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-3.1.1"])
    .aliases(&[
        "4bc4dd4c-7d8d-405e-a0fb-57fa4c31b4d9",
        "CKV_AWS_379",
        "FG_R00100",
        "S3_BUCKET_SSL_REQUESTS_ONLY",
    ]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket_policy", "aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(policy) = Policy::read(on.at("policy")) else { return without(on, scene) };
        let asks = |s: &Statement<'_>| {
            s.effect == Effect::Deny
                && s.conditions.iter().any(|c| {
                    let tls = c.key.eq_ignore_ascii_case("aws:SecureTransport")
                        && c.values.known.iter().any(|t| t.text == "false");
                    tls || c.key.eq_ignore_ascii_case("s3:TlsVersion")
                })
        };
        if let Some(statement) = policy.statements.iter().find(|s| asks(s)) {
            return Verdict::pass(statement.span, "requests without TLS are denied");
        }
        match policy.unknown {
            Some((span, cause)) => Verdict::unknown(span, cause.to_owned()),
            None => Verdict::fail(Failure::new(
                on.header,
                format!("policy `{}` does not deny requests without TLS", on.name),
            )),
        }
    }
}

/// A bucket with no policy in it: one of its own is judged where it stands, and without any S3 answers plain HTTP.
fn without(bucket: &Resource, scene: &Scene<'_>) -> Verdict {
    if &*bucket.kind != "aws_s3_bucket" {
        return Verdict::NotApplicable;
    }
    let part = Part { block: "policy", kind: "aws_s3_bucket_policy" };
    match part.of(scene, bucket) {
        Found::Here(..) => Verdict::NotApplicable,
        Found::Unknown(span, cause) => Verdict::unknown(span, cause),
        Found::Absent => estate::lacking(
            scene,
            bucket.header,
            format!("bucket `{}` has no policy that denies requests without TLS", bucket.name),
        ),
    }
}

//! A service may call the function for anyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{settings, tri};

/// A service may call the function for anyone.
pub struct LambdaPermissionWithoutSource;

impl Check for LambdaPermissionWithoutSource {
    const META: Meta = Meta::new(
        "cloud/lambda-permission-without-source",
        "A service may call the function for anyone",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&[
        "CKV_AWS_364",
        "AWS-0067",
        "FG_R00499",
        "LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_lambda_permission"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let principal = on.text("principal", "");
        if let Some(open) = settings::unknown(&principal) {
            return open;
        }
        if !principal.known().is_some_and(|p| p.contains(".amazonaws.com")) {
            return Verdict::NotApplicable;
        }
        let bucket = principal.known().is_some_and(|p| p.starts_with("s3."))
            && on
                .at("source_arn")
                .str()
                .is_none_or(|arn| arn.starts_with("arn:") && arn.contains(":s3:"));
        let (paths, why) = if bucket { (BUCKET, BUCKET_WHY) } else { (OTHERS, OTHERS_WHY) };
        let named = tri::any(paths.iter().map(|p| tri::written(on.at(p))));
        match named {
            Some(true) => Verdict::pass(on.header, "the permission names a source"),
            Some(false) => Verdict::fail(Failure::new(
                principal.span(),
                format!("`{}` lets the service call for any account: {why}", on.name),
            )),
            None => Verdict::unknown(on.header, "whether a source is named is not known"),
        }
    }
}

/// What names a source. The ARN of a bucket holds no account: whoever takes its name over calls the function.
const BUCKET: &[&str] = &["source_account", "principal_org_id"];
const BUCKET_WHY: &str = "the ARN of a bucket names none";
const OTHERS: &[&str] = &["source_arn", "source_account", "principal_org_id"];
const OTHERS_WHY: &str = "no source is named";

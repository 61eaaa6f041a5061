//! Bucket answers scripts of every website.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Bucket answers scripts of every website.
pub struct BucketCorsOpen;

impl Check for BucketCorsOpen {
    const META: Meta = Meta::new(
        "cloud/bucket-cors-open",
        "Bucket answers scripts of every website",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&[
        "3505094c-f77c-4ba0-95da-f83db712f86c",
        "3609d27c-3698-483a-9402-13af6ae80583",
        "98a8f708-121b-455b-ae2f-da3fb59d17e1",
    ]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket", "aws_s3_bucket_cors_configuration"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::each_block(on, "cors_rule", |rule| judge(on, rule))
    }
}

/// Methods that change objects.
const WRITES: [&str; 3] = ["PUT", "POST", "DELETE"];

fn judge(on: &Resource, rule: &Node) -> Verdict {
    let origins = rule.at("allowed_origins");
    let methods = rule.at("allowed_methods");
    if origins.is_unknown() || methods.is_unknown() {
        return Verdict::unknown(rule.span, "the origins or methods are not known");
    }
    let Some(open) = origins.list().iter().find(|o| o.as_str() == Some("*")) else {
        return Verdict::pass(origins.span(), "only named origins are answered");
    };
    let writes = methods.list().iter().filter_map(Node::as_str).any(|m| WRITES.contains(&m));
    if !writes {
        return Verdict::pass(origins.span(), "every origin may read, none may write");
    }
    let message = format!("scripts of every website may change objects of `{}`", on.name);
    Verdict::fail(
        Failure::new(open.span, message).key(format!("rule {}", rule.span.start - on.span.start)),
    )
}

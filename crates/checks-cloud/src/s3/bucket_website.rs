//! Bucket serves a website.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// Bucket serves a website.
pub struct BucketWebsite;

impl Check for BucketWebsite {
    const META: Meta = Meta::new(
        "cloud/bucket-website",
        "Bucket serves a website",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .aliases(&[
        "42bb6b7f-6d54-4428-b707-666f669d94fb",
        "90501b1b-cded-4cc1-9e8b-206b85cda317",
        "AC_AWS_0208",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_s3_bucket", "aws_s3_bucket_website_configuration"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_s3_bucket" {
            return inline(on);
        }
        let bucket = scene.facts.targets(on, "bucket").find(|r| &*r.kind == "aws_s3_bucket");
        let failure = Failure::new(
            on.header,
            "the bucket answers as a website: over plain HTTP, to everyone",
        );
        Verdict::fail(match bucket {
            Some(bucket) => failure.related_to(bucket.header, "the bucket", bucket.address.clone()),
            None => failure,
        })
    }
}

fn inline(on: &Resource) -> Verdict {
    match on.at("website") {
        At::Absent(_) => Verdict::NotApplicable,
        At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        At::Set(node) => match node.one_or_many().first() {
            None => Verdict::NotApplicable,
            Some(block) => Verdict::fail(Failure::new(
                block.span,
                format!("bucket `{}` answers as a website: over plain HTTP, to everyone", on.name),
            )),
        },
    }
}

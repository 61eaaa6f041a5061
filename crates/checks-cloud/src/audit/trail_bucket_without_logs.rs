//! Bucket of the trail keeps no access log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::buckets;

/// Bucket of the trail keeps no access log.
pub struct TrailBucketWithoutLogs;

impl Check for TrailBucketWithoutLogs {
    const META: Meta = Meta::new(
        "cloud/trail-bucket-without-logs",
        "Bucket of the trail keeps no access log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-4.4"])
    .aliases(&[
        "c3ce69fd-e3df-49c6-be78-1db3f802261c",
        "ee9e50e8-b2ed-4176-ad42-8fc0cf7593f4",
        "AWS-0163",
        "FG_R00031",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(bucket) = buckets::of_trail(scene, on) else {
            return Verdict::unknown(
                on.at("s3_bucket_name").span(),
                "the bucket of the trail is not in the files",
            );
        };
        let verdict = LOGGING.judge(
            scene,
            bucket,
            |_, span| Verdict::pass(span, "requests to the bucket are logged"),
            || {
                format!(
                    "requests to bucket `{}`, which holds the trail, leave no access log",
                    bucket.name
                )
            },
        );
        of_bucket(verdict, on, bucket)
    }
}

const LOGGING: buckets::Part = buckets::Part { block: "logging", kind: "aws_s3_bucket_logging" };

/// The failure is the bucket's, the trail takes part.
fn of_bucket(verdict: Verdict, trail: &Resource, bucket: &Resource) -> Verdict {
    let Verdict::Fail(failures) = verdict else { return verdict };
    let name = |f: Failure| {
        f.on(bucket.address.clone()).related_to(trail.header, "the trail", trail.address.clone())
    };
    Verdict::Fail(failures.into_iter().map(name).collect())
}

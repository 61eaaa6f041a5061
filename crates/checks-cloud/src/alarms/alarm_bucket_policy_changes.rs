//! Changes of bucket policies raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Changes of bucket policies raise no alarm.
pub struct AlarmBucketPolicyChanges;

impl Check for AlarmBucketPolicyChanges {
    const META: Meta = Meta::new(
        "cloud/alarm-bucket-policy-changes",
        "Changes of bucket policies raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.8"])
    .aliases(&["27c6a499-895a-4dc7-9617-5c485218db13", "AWS-0154"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "changes of bucket policies",
    "s3.amazonaws.com",
    &[
        "PutBucketAcl",
        "PutBucketPolicy",
        "PutBucketCors",
        "PutBucketLifecycle",
        "PutBucketReplication",
        "DeleteBucketPolicy",
        "DeleteBucketCors",
        "DeleteBucketLifecycle",
        "DeleteBucketReplication",
    ],
);

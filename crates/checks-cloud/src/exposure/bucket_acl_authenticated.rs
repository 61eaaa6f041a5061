//! Access list opens the bucket to every customer of AWS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::acl;

/// Access list opens the bucket to every customer of AWS.
pub struct BucketAclAuthenticated;

impl Check for BucketAclAuthenticated {
    const META: Meta = Meta::new(
        "cloud/bucket-acl-authenticated",
        "Access list opens the bucket to every customer of AWS",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["MITRE-T1530"])
    .aliases(&[
        "57b9893d-33b1-4419-bcea-a717ea87e139",
        "75480b31-f349-4b9a-861f-bce19588e674",
        "835d5497-a526-4aea-a23f-98a9afd1635f",
        "CKV2_AWS_43",
        "AC_AWS_0215",
    ]);
    const TYPES: &'static [&'static str] = acl::TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        CUSTOMERS.judge(on, scene)
    }
}

const CUSTOMERS: acl::Group = acl::Group {
    canned: &["authenticated-read"],
    name: "AuthenticatedUsers",
    who: "every customer of AWS",
};

//! IAM user is created.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// IAM user is created.
pub struct IamUser;

impl Check for IamUser {
    const META: Meta = Meta::new(
        "cloud/iam-user",
        "IAM user is created",
        "cloud/no-static-credentials",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-2.19"]);
    const TYPES: &'static [&'static str] = &["aws_iam_user"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        Verdict::fail(Failure::new(
            on.header,
            format!("`{}` is an IAM user: an identity with permanent credentials", on.name),
        ))
    }
}

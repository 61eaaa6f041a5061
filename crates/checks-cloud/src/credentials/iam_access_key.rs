//! Permanent access key is created.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Permanent access key is created.
pub struct IamAccessKey;

impl Check for IamAccessKey {
    const META: Meta = Meta::new(
        "cloud/iam-access-key",
        "Permanent access key is created",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-2.16", "CIS-AWS-2.19", "MITRE-T1078.004"])
    .aliases(&[
        "7081f85c-b94d-40fd-8b45-a4f1cac75e46",
        "7f79f858-fbe8-4186-8a2c-dfd0d958a40f",
        "AC_AWS_0133",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_access_key"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.text("status", "Active").is(&"Inactive".to_owned()) {
            return Verdict::pass(on.header, "the key is inactive");
        }
        let user = on.at("user").str().unwrap_or(&on.name);
        Verdict::fail(Failure::new(
            on.header,
            format!("a permanent access key of `{user}` is made and stands in the state file"),
        ))
    }
}

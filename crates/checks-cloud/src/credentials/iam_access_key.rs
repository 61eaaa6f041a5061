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
        "3561130e-9c5f-485b-9e16-2764c82763e5",
        "48677914-6fdf-40ec-80c4-2b0e94079f54",
        "AWS-0167",
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

//! Root has an access key.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Root has an access key.
pub struct RootAccessKey;

impl Check for RootAccessKey {
    const META: Meta = Meta::new(
        "cloud/root-access-key",
        "Root has an access key",
        "cloud/root-account-protection",
        Severity::Critical,
    )
    .frameworks(&["CIS-AWS-2.4", "MITRE-T1078.004"])
    .aliases(&[
        "4c137350-7307-4803-8c04-17c09a7a9fcf",
        "970d224d-b42a-416b-81f9-8f4dfe70c4bc",
        "e71d0bc7-d9e8-4e6e-ae90-0a4206db6f40",
        "CKV_AWS_348",
        "AWS-0141",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_access_key"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let user = on.text("user", "");
        Verdict::on(
            &user,
            |u| !u.eq_ignore_ascii_case("root") && u != "<root_account>",
            "not a key of root",
            || {
                Failure::new(
                    user.span(),
                    "an access key of the root user: an identity that no policy can restrict",
                )
            },
        )
    }
}

//! Password policy of the account is weak.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Password policy of the account is weak.
pub struct PasswordPolicyWeak;

impl Check for PasswordPolicyWeak {
    const META: Meta = Meta::new(
        "cloud/password-policy-weak",
        "Password policy of the account is weak",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-2.8", "CIS-AWS-2.9"])
    .aliases(&[
        "1bc1c685-e593-450e-88fb-19db4c82aa1d",
        "8bc2168c-1723-4eeb-a6f3-a1ba614b9a6d",
        "9850d621-7485-44f7-8bdd-b3cf426315cf",
        "b1b20ae3-8fa7-4af5-a74d-a2145920fcb1",
        "CKV_AWS_10",
        "AWS-0063",
        "FG_R00025",
        "CKV_AWS_11",
        "AWS-0058",
        "FG_R00022",
        "AC_AWS_0134",
        "CKV_AWS_12",
        "AWS-0059",
        "FG_R00024",
        "AC_AWS_0136",
        "6f5f5444-1422-495f-81ef-24cefd61ed2c",
        "89806cdc-9c2e-4bd1-a0dc-53f339bcfb2a",
        "CKV_AWS_13",
        "AWS-0056",
        "FG_R00002",
        "AC_AWS_0472",
        "CKV_AWS_14",
        "AWS-0060",
        "FG_R00023",
        "AC_AWS_0137",
        "CKV_AWS_15",
        "AWS-0061",
        "FG_R00021",
        "AC_AWS_0135",
        "3f2cf811-88fa-4eda-be45-7a191a18aba9",
        "ce60d060-efb8-4bfd-9cf7-ff8945d00d90",
        "CKV_AWS_9",
        "AWS-0062",
        "FG_R00003",
        "AC_AWS_0138",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_account_password_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mut result = Verdict::NotApplicable;
        for (path, least, default) in
            [("minimum_password_length", 14, 6), ("password_reuse_prevention", 24, 0)]
        {
            let value = on.int(path, default);
            result = result.and(Verdict::on(
                &value,
                |v| *v >= least,
                "long passwords that are not used again",
                || {
                    let message = format!(
                        "{path} is {}, less than {least}",
                        value.known().copied().unwrap_or_default()
                    );
                    Failure::new(value.span(), message).key(path)
                },
            ));
        }
        result
    }
}

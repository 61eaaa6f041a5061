//! Registry has no key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Registry has no key of its own.
pub struct EcrDefaultKey;

impl Check for EcrDefaultKey {
    const META: Meta = Meta::new(
        "cloud/ecr-default-key",
        "Registry has no key of its own",
        "cloud/key-management",
        Severity::Info,
    )
    .aliases(&[
        "0e32d561-4b5a-4664-a6e3-a3fa85649157",
        "CKV_AWS_136",
        "AWS-0033",
        "AC_AWS_0461",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ecr_repository"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let kind = on.text("encryption_configuration.encryption_type", "AES256");
        let own = settings::present(
            on,
            "encryption_configuration.kms_key",
            "encrypted with a key of your own",
            || format!("images of `{}` are encrypted with the default key of AWS", on.name),
        );
        match kind.known().map(String::as_str) {
            Some("KMS" | "KMS_DSSE") => own,
            Some(_) => Verdict::fail(Failure::new(
                kind.span(),
                format!("images of `{}` are encrypted with keys of the registry itself", on.name),
            )),
            None => Verdict::unknown(kind.span(), "the kind of encryption is not known"),
        }
    }
}

//! Object names no encryption of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Object names no encryption of its own.
pub struct ObjectNamesNoEncryption;

impl Check for ObjectNamesNoEncryption {
    const META: Meta = Meta::new(
        "cloud/object-names-no-encryption",
        "Object names no encryption of its own",
        "cloud/volume-encryption-at-rest",
        Severity::Info,
    )
    .aliases(&["5fb49a69-8d46-4495-a2f8-9c8c622b2b6e", "AC_AWS_0498"]);
    const TYPES: &'static [&'static str] =
        &["aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::one_of(
            on,
            &["server_side_encryption", "kms_key_id"],
            "the object names its encryption",
            || {
                format!(
                    "object `{}` names no encryption: the default of its bucket decides",
                    on.name
                )
            },
        )
    }
}

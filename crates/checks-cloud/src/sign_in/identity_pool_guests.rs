//! Identity pool gives credentials to guests.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Identity pool gives credentials to guests.
pub struct IdentityPoolGuests;

impl Check for IdentityPoolGuests {
    const META: Meta = Meta::new(
        "cloud/identity-pool-guests",
        "Identity pool gives credentials to guests",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1078.004"])
    .aliases(&["CKV_AWS_366", "COGNITO_ALLOW_UNAUTHENTICATED_IDENTITIES_RULE"]);
    const TYPES: &'static [&'static str] = &["aws_cognito_identity_pool"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "allow_unauthenticated_identities";
        aws_settings::forbidden(on, path, "guests get no credentials", || {
            format!("identity pool `{}` gives credentials to everyone", on.name)
        })
    }
}

//! State is kept unencrypted or on a disk.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// State is kept unencrypted or on a disk.
pub struct StateNotEncrypted;

impl Check for StateNotEncrypted {
    const META: Meta = Meta::new(
        "cloud/state-not-encrypted",
        "State is kept unencrypted or on a disk",
        "cloud/key-management",
        Severity::Medium,
    );
    const TYPES: &'static [&'static str] = &["backend.s3", "backend.local"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if &*on.kind == "backend.local" {
            return Verdict::fail(Failure::new(
                on.header,
                "the state, with every secret in it, lies in a file of whoever runs Terraform",
            ));
        }
        let switch = Switch {
            path: "encrypt",
            want: true,
            default: false,
            note: "the state is encrypted",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || {
            "the state holds secrets and is stored without `encrypt = true`".to_owned()
        })
    }
}

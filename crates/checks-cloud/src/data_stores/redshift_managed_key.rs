//! Warehouse is not encrypted with a key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Warehouse is not encrypted with a key of its own.
pub struct RedshiftManagedKey;

impl Check for RedshiftManagedKey {
    const META: Meta = Meta::new(
        "cloud/redshift-managed-key",
        "Warehouse is not encrypted with a key of its own",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "de76a0d6-66d5-45c9-9022-f05545b85c78",
        "CKV_AWS_142",
        "AWS-0084",
        "AC_AWS_0198",
    ]);
    const TYPES: &'static [&'static str] = &["aws_redshift_cluster"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        own_key::judge(on, scene, "kms_key_id", || {
            format!("warehouse `{}` names no key of its own", on.name)
        })
    }
}

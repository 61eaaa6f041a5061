//! Document database is not encrypted with a key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Document database is not encrypted with a key of its own.
pub struct DocdbManagedKey;

impl Check for DocdbManagedKey {
    const META: Meta = Meta::new(
        "cloud/docdb-managed-key",
        "Document database is not encrypted with a key of its own",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "2134641d-30a4-4b16-8ffc-2cd4c4ffd15d",
        "4766d3ea-241c-4ee6-93ff-c380c996bd1a",
        "CKV_AWS_182",
        "AWS-0022",
    ]);
    const TYPES: &'static [&'static str] = &["aws_docdb_cluster"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        own_key::judge(on, scene, "kms_key_id", || {
            format!("database `{}` names no key of its own", on.name)
        })
    }
}

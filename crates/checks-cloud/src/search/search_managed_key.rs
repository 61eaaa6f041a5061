//! Search domain is not encrypted with a key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Search domain is not encrypted with a key of its own.
pub struct SearchManagedKey;

impl Check for SearchManagedKey {
    const META: Meta = Meta::new(
        "cloud/search-managed-key",
        "Search domain is not encrypted with a key of its own",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "7af2f4a3-00d9-47f3-8d15-ca0888f4e5b2",
        "d926aa95-0a04-4abc-b20c-acf54afe38a1",
        "CKV_AWS_247",
        "AC_AWS_0111",
    ]);
    const TYPES: &'static [&'static str] = &["aws_opensearch_domain", "aws_elasticsearch_domain"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        own_key::judge(on, scene, "encrypt_at_rest.kms_key_id", || {
            format!("domain `{}` names no key of its own", on.name)
        })
    }
}

//! Data store is not encrypted at rest.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Data store is not encrypted at rest.
pub struct DataStoreUnencrypted;

impl Check for DataStoreUnencrypted {
    const META: Meta = Meta::new(
        "cloud/data-store-unencrypted",
        "Data store is not encrypted at rest",
        "cloud/volume-encryption-at-rest",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-3.3.1", "OWASP-Top10-2025-A04"])
    .aliases(&[
        "2ff8e83c-90e1-4d68-a300-6d652112e622",
        "48207659-729f-4b5c-9402-f884257d794f",
        "727c4fd4-d604-4df6-a179-7713d3c85e20",
        "72840c35-3876-48be-900d-f21b2f0c2ea1",
        "CKV_AWS_42",
        "AWS-0037",
        "AC_AWS_0097",
        "EFS_ENCRYPTED_CHECK",
        "76976de7-c7b1-4f64-a94f-90c1345914c2",
        "e4ee3903-9225-4b6a-bdfb-e62dbadef821",
        "CKV_AWS_29",
        "AWS-0045",
        "AC_AWS_0466",
        "ELASTICACHE_REPLICATION_GROUP_ENCRYPTION_AT_REST",
        "24e16922-4330-4e9d-be8a-caa90299466a",
        "86a248ab-0e01-4564-a82a-878303e253bb",
        "CKV_AWS_5",
        "AWS-0048",
        "AC_AWS_0112",
        "ELASTICSEARCH_ENCRYPTED_AT_REST",
        "OPENSEARCH_ENCRYPTED_AT_REST",
        "3b316b05-564c-44a7-9c3f-405bb95e211e",
        "6a647814-def5-4b85-88f5-897c19f509cd",
        "cfdcabb0-fc06-427c-865b-c59f13e898ce",
        "CKV_AWS_64",
        "bc1f9009-84a0-490f-ae09-3e0ea6d74ad6",
        "CKV_AWS_74",
        "AWS-0021",
        "AC_AWS_0455",
        "83bf5aca-138a-498e-b9cd-ad5bc5e117b4",
        "98d59056-f745-4ef5-8613-32bca8d40b7e",
        "bf4473f1-c8a2-4b1b-8134-bd32efabab93",
        "CKV_AWS_44",
        "AWS-0076",
        "AC_AWS_0493",
        "f11aec39-858f-4b6f-b946-0a1bf46c0c87",
        "CKV_AWS_47",
        "AWS-0023",
        "AC_AWS_0375",
        "DAX_ENCRYPTION_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &[
        "aws_efs_file_system",
        "aws_elasticache_replication_group",
        "aws_opensearch_domain",
        "aws_elasticsearch_domain",
        "aws_redshift_cluster",
        "aws_docdb_cluster",
        "aws_neptune_cluster",
        "aws_dax_cluster",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let Some((_, path)) = STORES.iter().find(|(kind, _)| *kind == &*on.kind) else {
            return Verdict::NotApplicable;
        };
        if is_inherited(on) {
            return Verdict::unknown(
                on.header,
                "the source or cluster decides whether the data is encrypted",
            );
        }
        let engine = on.text("engine", "redis");
        if engine.is_unknown() && on.at(path).is_absent() {
            return Verdict::unknown(engine.span(), "the engine decides about the default");
        }
        let switch = Switch {
            path,
            want: true,
            // A cache of Valkey is encrypted unless it says otherwise.
            default: engine.is(&"valkey".to_owned()),
            note: "encrypted at rest",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("`{}` keeps its data unencrypted", on.name))
    }
}

/// Types with the attribute that decides; the default of each is false.
const STORES: [(&str, &str); 8] = [
    ("aws_docdb_cluster", "storage_encrypted"),
    ("aws_neptune_cluster", "storage_encrypted"),
    ("aws_efs_file_system", "encrypted"),
    ("aws_redshift_cluster", "encrypted"),
    ("aws_elasticache_replication_group", "at_rest_encryption_enabled"),
    ("aws_opensearch_domain", "encrypt_at_rest.enabled"),
    ("aws_elasticsearch_domain", "encrypt_at_rest.enabled"),
    ("aws_dax_cluster", "server_side_encryption.enabled"),
];

/// A member of a global replication group: nothing written means "as the group".
fn is_inherited(on: &Resource) -> bool {
    &*on.kind == "aws_elasticache_replication_group"
        && !on.at("global_replication_group_id").is_absent()
        && on.at("at_rest_encryption_enabled").is_absent()
}

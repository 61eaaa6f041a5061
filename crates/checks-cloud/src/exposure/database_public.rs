//! Data store has a public address.

use ringfort_check::facts::cloud::provider::Reaches;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Data store has a public address.
pub struct DatabasePublic;

impl Check for DatabasePublic {
    const META: Meta = Meta::new(
        "cloud/database-public",
        "Data store has a public address",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["MITRE-T1530"])
    .aliases(&[
        "5c6b727b-1382-4629-8ba9-abd1365e5610",
        "af173fde-95ea-4584-b904-bb3923ac4bda",
        "bdf8dcb4-75df-4370-92c4-606e4ae6c4d3",
        "CKV_AWS_87",
        "FG_R00270",
        "AC_AWS_0199",
        "REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK",
        "030d3b18-1821-45b4-9e08-50efbe7becbb",
        "5864fb39-d719-4182-80e2-89dbe627be63",
        "bccb296f-362c-4b05-9221-86d1437a1016",
        "CKV_AWS_89",
        "DMS_REPLICATION_NOT_PUBLIC",
        "4eb5f791-c861-4afd-9f94-f2a6a3fe49cb",
        "68b6a789-82f8-4cfd-85de-e95332fe6a61",
        "CKV_AWS_69",
        "AWS-0072",
        "AC_AWS_0175",
        "9ba198e0-fef4-464a-8a4d-75ea55300de7",
        "CKV_AWS_102",
    ]);
    const TYPES: &'static [&'static str] = &[
        "aws_redshift_cluster",
        "aws_dms_replication_instance",
        "aws_mq_broker",
        "aws_neptune_cluster_instance",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_redshift_cluster" && on.at("publicly_accessible").is_absent() {
            return warehouse(on, scene);
        }
        let switch = Switch {
            path: "publicly_accessible",
            want: false,
            default: false,
            note: "the store has no public address",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("`{}` is given a public address", on.name))
    }
}

/// Up to version 5 of the provider, a warehouse that does not say is public; from 6 on it is not (upgrade guide of
/// version 6). Code cannot be read as private while it leaves open which version runs it.
fn warehouse(on: &Resource, scene: &Scene<'_>) -> Verdict {
    if let Reaches::Yes(span) = scene.facts.provider_reaches(on, "aws", "6") {
        return Verdict::default(span, "private by the default of this version of the provider");
    }
    let message =
        format!("`{}` is given a public address by the provider up to version 5", on.name);
    Verdict::fail(Failure::new(on.header, message))
}

//! Database cluster is not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Database cluster is not encrypted.
pub struct RdsClusterUnencrypted;

impl Check for RdsClusterUnencrypted {
    const META: Meta = Meta::new(
        "cloud/rds-cluster-unencrypted",
        "Database cluster is not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-3.2.1", "OWASP-Top10-2025-A04"])
    .aliases(&[
        "1a690d1d-0ae7-49fa-b2db-b75ae0dd1d3e",
        "3199c26c-7871-4cb3-99c2-10a59244ce7f",
        "5beacce3-4020-4a3d-9e1d-a36f953df630",
        "656880aa-1388-488f-a6d4-8f73c23149b2",
        "CKV_AWS_96",
        "AWS-0079",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_rds_cluster", "aws_rds_global_cluster", "aws_db_cluster_snapshot"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_db_cluster_snapshot" {
            return of_cluster(on, scene);
        }
        let inherits = [
            "snapshot_identifier",
            "restore_to_point_in_time",
            "replication_source_identifier",
            "global_cluster_identifier",
            "source_db_cluster_identifier",
        ];
        let member = &*on.kind == "aws_rds_cluster";
        let from =
            inherits.iter().find(|p| !on.at(p).is_absent() && (member || p.starts_with("source")));
        if let (Some(path), true) = (from, on.at("storage_encrypted").is_absent()) {
            return Verdict::unknown(
                on.at(path).span(),
                "the source decides whether the data is encrypted",
            );
        }
        if on.at("engine_mode").str() == Some("serverless") {
            return Verdict::default(
                on.at("engine_mode").span(),
                "clusters of this mode are always encrypted",
            );
        }
        let switch = Switch {
            path: "storage_encrypted",
            want: true,
            default: false,
            note: "encrypted at rest",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("database cluster `{}` keeps its data unencrypted", on.name))
    }
}

/// A snapshot is as encrypted as its cluster.
fn of_cluster(on: &Resource, scene: &Scene<'_>) -> Verdict {
    let cluster =
        scene.facts.targets(on, "db_cluster_identifier").find(|r| &*r.kind == "aws_rds_cluster");
    let Some(cluster) = cluster else {
        return Verdict::unknown(on.header, "the cluster of the snapshot is not in the files");
    };
    let encrypted = cluster.bool("storage_encrypted", false);
    if cluster.at("engine_mode").str() == Some("serverless") {
        return Verdict::default(cluster.header, "clusters of this mode are always encrypted");
    }
    Verdict::on(
        &encrypted,
        |e| *e,
        "the cluster is encrypted",
        || {
            Failure::new(
                on.header,
                format!("snapshot `{}` is of a cluster that is not encrypted", on.name),
            )
            .related_to(encrypted.span(), "the cluster", cluster.address.clone())
        },
    )
}

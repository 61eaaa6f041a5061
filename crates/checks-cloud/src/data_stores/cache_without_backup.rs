//! Cache keeps no snapshot.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{aws_settings, settings};

/// Cache keeps no snapshot.
pub struct CacheWithoutBackup;

impl Check for CacheWithoutBackup {
    const META: Meta = Meta::new(
        "cloud/cache-without-backup",
        "Cache keeps no snapshot",
        "cloud/backup-and-recovery",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1485"])
    .aliases(&[
        "8fdb08a0-a868-4fdf-9c27-ccab0237f1ab",
        "e93bbe63-a631-4c0f-b6ef-700d48441ff2",
        "CKV_AWS_134",
        "AWS-0050",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_elasticache_cluster", "aws_elasticache_replication_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let engine = on.text("engine", "redis");
        if let Some(open) = settings::unknown(&engine) {
            return open;
        }
        let member = ["replication_group_id", "global_replication_group_id"];
        let governed = |path: &&str| !on.at(path).is_absent();
        let group = &*on.kind == "aws_elasticache_replication_group";
        if engine.is(&"memcached".to_owned())
            || on.at("node_type").str() == Some("cache.t1.micro")
            || (group && governed(&"global_replication_group_id"))
            || (!group && member.iter().any(governed))
        {
            return Verdict::NotApplicable;
        }
        let days = ("snapshot_retention_limit", 0, 1);
        aws_settings::at_least(on, days, "snapshots are kept", |_| {
            format!("cache `{}` keeps no snapshot", on.name)
        })
    }
}

//! Database keeps backups for less than a week.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Database keeps backups for less than a week.
pub struct DatabaseWithoutBackup;

impl Check for DatabaseWithoutBackup {
    const META: Meta = Meta::new(
        "cloud/database-without-backup",
        "Database keeps backups for less than a week",
        "cloud/backup-and-recovery",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1485"])
    .aliases(&[
        "1dc73fb4-5b51-430c-8c5f-25dcf9090b02",
        "8c415f6f-7b90-4a27-a44a-51047e1506f9",
        "e649a218-d099-4550-86a4-1231e1fcb60d",
        "e69890e6-fce5-461d-98ad-cb98318dfc96",
        "CKV_AWS_133",
        "AWS-0077",
        "FG_R00107",
        "AC_AWS_0052",
        "DB_INSTANCE_BACKUP_ENABLED",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let replica = !on.at("replicate_source_db").is_absent();
        if replica && on.at("backup_retention_period").is_absent() {
            return Verdict::NotApplicable;
        }
        let default = i64::from(&*on.kind != "aws_db_instance");
        let days = on.int("backup_retention_period", default);
        Verdict::on(
            &days,
            |d| (7..=35).contains(d),
            "a week of backups is kept",
            || {
                let message = match days.known().copied().unwrap_or_default() {
                    36.. => format!("`{}` asks for more than 35 days, which is refused", on.name),
                    kept => format!("`{}` keeps backups for {kept} days", on.name),
                };
                Failure::new(days.span(), message)
            },
        )
    }
}

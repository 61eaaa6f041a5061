//! Database keeps no backups.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::database_backup;

/// Database keeps no backups.
pub struct DatabaseWithoutBackup;

impl Check for DatabaseWithoutBackup {
    const META: Meta = Meta::new(
        "cloud/database-without-backup",
        "Database keeps no backups",
        "cloud/backup-and-recovery",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["MITRE-T1485"])
    .aliases(&[
        "1dc73fb4-5b51-430c-8c5f-25dcf9090b02",
        "e69890e6-fce5-461d-98ad-cb98318dfc96",
        "CKV_AWS_133",
        "AWS-0077",
        "FG_R00107",
        "AC_AWS_0052",
        "DB_INSTANCE_BACKUP_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = database_backup::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        database_backup::judge(on, 1, "backups are kept", |kept| match kept {
            36.. => format!("`{}` asks for more than 35 days, which is refused", on.name),
            _ => format!("`{}` keeps no backups: what is deleted is gone", on.name),
        })
    }
}

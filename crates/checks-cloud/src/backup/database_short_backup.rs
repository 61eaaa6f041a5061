//! Database keeps backups for less than a week.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::database_backup;

/// Database keeps backups for less than a week.
pub struct DatabaseShortBackup;

impl Check for DatabaseShortBackup {
    const META: Meta = Meta::new(
        "cloud/database-short-backup",
        "Database keeps backups for less than a week",
        "cloud/backup-and-recovery",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1485"])
    .aliases(&["8c415f6f-7b90-4a27-a44a-51047e1506f9", "e649a218-d099-4550-86a4-1231e1fcb60d"]);
    const TYPES: &'static [&'static str] = database_backup::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        database_backup::judge(on, 7, "a week of backups is kept", |days| {
            format!("`{}` keeps backups for {days} days", on.name)
        })
    }
}

//! Backups can be deleted by the account itself.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::estate;

/// Backups can be deleted by the account itself.
pub struct BackupVaultUnlocked;

impl Check for BackupVaultUnlocked {
    const META: Meta = Meta::new(
        "cloud/backup-vault-unlocked",
        "Backups can be deleted by the account itself",
        "cloud/backup-and-recovery",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1490"]);
    const TYPES: &'static [&'static str] = &["aws_backup_vault"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let lock = scene
            .facts
            .attached(on, "aws_backup_vault_lock_configuration", "backup_vault_name", &["name"])
            .next();
        match lock {
            Some(lock) => Verdict::pass(lock.header, "the vault is locked"),
            None => estate::lacking(
                scene,
                on.header,
                format!(
                    "vault `{}` is not locked: an administrator can delete every copy",
                    on.name
                ),
            ),
        }
    }
}

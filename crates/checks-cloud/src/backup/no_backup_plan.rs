//! Data is not backed up.

use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Verdict};

use crate::support::estate;

/// Data is not backed up.
pub struct NoBackupPlan;

impl Check for NoBackupPlan {
    const META: Meta = Meta::new(
        "cloud/no-backup-plan",
        "Data is not backed up",
        "cloud/backup-and-recovery",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["MS-M9031", "MITRE-T1485"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let plan = scene.facts.resources("aws_backup_plan").next();
        let selection = scene.facts.resources("aws_backup_selection").next();
        let policy = scene.facts.resources("aws_dlm_lifecycle_policy").next();
        if let (Some(plan), Some(_)) = (plan, selection) {
            return Verdict::pass(plan.header, "a backup plan with a selection is declared");
        }
        if let Some(policy) = policy {
            return Verdict::pass(policy.header, "snapshots are taken by a lifecycle policy");
        }
        let Some(store) = STORES.iter().find_map(|kind| scene.facts.resources(kind).next()) else {
            return Verdict::NotApplicable;
        };
        match plan {
            Some(plan) => Verdict::fail(Failure::new(
                plan.header,
                format!("backup plan `{}` selects nothing", plan.name),
            )),
            None => estate::lacking(
                scene,
                store.header,
                format!("no backup plan covers `{}`", store.address),
            ),
        }
    }
}

/// Stores whose content cannot be rebuilt and that do not back themselves up.
const STORES: [&str; 3] = ["aws_ebs_volume", "aws_efs_file_system", "aws_fsx_lustre_file_system"];

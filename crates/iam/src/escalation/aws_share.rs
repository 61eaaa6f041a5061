//! P07: snapshots and images that are handed to other accounts, and so the data in them.

use super::{Escalation, From, Gain, open};
use crate::Iam;
use crate::principal::Cloud;

const WAYS: [(&str, &str); 6] = [
    ("ec2:ModifySnapshotAttribute", "share snapshots of volumes with another account"),
    ("ec2:ModifyImageAttribute", "share machine images with another account"),
    ("rds:ModifyDBSnapshotAttribute", "share snapshots of databases with another account"),
    (
        "rds:ModifyDBClusterSnapshotAttribute",
        "share snapshots of database clusters with another account",
    ),
    (
        "redshift:AuthorizeSnapshotAccess",
        "share snapshots of the data warehouse with another account",
    ),
    ("backup:PutBackupVaultAccessPolicy", "open a backup vault to another account"),
];

pub(super) fn ways(iam: &Iam) -> Vec<Escalation> {
    let mut out = vec![];
    let actors = iam.principals().iter().filter(|p| p.cloud == Cloud::Aws && p.is_ours());
    for principal in actors.filter(|p| super::aws_self::acts(p)) {
        for (way, right) in WAYS {
            let Some((certainty, evidence)) = open(iam.can(principal.id, way, None)) else {
                continue;
            };
            let from = From::Principal(principal.id);
            let gain = Gain::Right(right.to_owned());
            out.push(Escalation { id: "P07", way, from, gain, certainty, evidence });
        }
    }
    out
}

//! Machine image or snapshot is shared with everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Machine image or snapshot is shared with everyone.
pub struct ImageOrSnapshotShared;

impl Check for ImageOrSnapshotShared {
    const META: Meta = Meta::new(
        "cloud/image-or-snapshot-shared",
        "Machine image or snapshot is shared with everyone",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["MITRE-T1530"]);
    const TYPES: &'static [&'static str] = &[
        "aws_ami_launch_permission",
        "aws_db_snapshot",
        "aws_db_cluster_snapshot",
        "aws_snapshot_create_volume_permission",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let group = on.at("group").node().filter(|n| n.as_str() == Some("all"));
        let shared = on.at("shared_accounts").list().iter().find(|n| n.as_str() == Some("all"));
        match group.or(shared) {
            Some(node) => Verdict::fail(Failure::new(
                node.span,
                format!("`{}` is shared with every account of AWS", on.name),
            )),
            None if on.at("shared_accounts").is_unknown() => {
                Verdict::unknown(on.header, "the accounts are not known")
            }
            None => Verdict::pass(on.header, "shared with named accounts at most"),
        }
    }
}

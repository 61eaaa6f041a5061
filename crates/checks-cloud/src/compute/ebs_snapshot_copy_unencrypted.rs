//! Snapshot is not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;
use crate::support::estate;

/// Snapshot is not encrypted.
pub struct EbsSnapshotCopyUnencrypted;

impl Check for EbsSnapshotCopyUnencrypted {
    const META: Meta = Meta::new(
        "cloud/ebs-snapshot-copy-unencrypted",
        "Snapshot is not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::High,
    )
    .aliases(&["e6b4b943-6883-47a9-9739-7ada9568f8ca", "AC_AWS_0459"]);
    const TYPES: &'static [&'static str] =
        &["aws_ebs_snapshot_copy", "aws_ebs_snapshot", "aws_ebs_snapshot_import"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if let Some(default) = estate::default_encryption(scene, on) {
            return Verdict::pass(default.header, "the account encrypts every new volume");
        }
        if &*on.kind == "aws_ebs_snapshot" {
            return of_volume(on, scene);
        }
        aws_settings::required(on, "encrypted", "the snapshot is encrypted", || {
            format!("snapshot `{}` is not encrypted", on.name)
        })
    }
}

/// A snapshot is as encrypted as its volume.
fn of_volume(on: &Resource, scene: &Scene<'_>) -> Verdict {
    let volume = scene.facts.targets(on, "volume_id").find(|r| &*r.kind == "aws_ebs_volume");
    let Some(volume) = volume else {
        return Verdict::unknown(on.header, "the volume of the snapshot is not in the files");
    };
    let encrypted = volume.bool("encrypted", false);
    Verdict::on(
        &encrypted,
        |e| *e,
        "the volume is encrypted",
        || {
            let message = format!("snapshot `{}` is of a volume that is not encrypted", on.name);
            Failure::new(on.header, message).related_to(
                encrypted.span(),
                "the volume",
                volume.address.clone(),
            )
        },
    )
}

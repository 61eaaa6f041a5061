//! Machine image is not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Machine image is not encrypted.
pub struct AmiUnencrypted;

impl Check for AmiUnencrypted {
    const META: Meta = Meta::new(
        "cloud/ami-unencrypted",
        "Machine image is not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .aliases(&[
        "8bbb242f-6e38-4127-86d4-d8f0b2687ae2",
        "97707503-a22c-4cd7-b7c0-f088fa7cf830",
        "CKV_AWS_204",
        "AC_AWS_0005",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ami"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("ebs_block_device").is_absent() {
            return Verdict::fail(Failure::new(
                on.header,
                format!("image `{}` names no encrypted disk: only EBS is encrypted", on.name),
            ));
        }
        aws_settings::each_block(on, "ebs_block_device", |disk| {
            if !disk.at("snapshot_id").is_absent() && disk.at("encrypted").is_absent() {
                return Verdict::unknown(
                    disk.span,
                    "the snapshot decides whether the disk is encrypted",
                );
            }
            aws_settings::flag(disk, "encrypted", false, "encrypted", |at| {
                let device = disk.at("device_name").str().unwrap_or("disk");
                Failure::new(at, format!("{device} of image `{}` is not encrypted", on.name))
                    .key(device)
            })
        })
    }
}

//! Node or instance disk is not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::estate;

/// Node or instance disk is not encrypted.
pub struct LaunchTemplateVolumeUnencrypted;

impl Check for LaunchTemplateVolumeUnencrypted {
    const META: Meta = Meta::new(
        "cloud/launch-template-volume-unencrypted",
        "Node or instance disk is not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["CIS-AWS-6.1.1"])
    .aliases(&[
        "4de9de27-254e-424f-bd70-4c1e95790838",
        "66477506-6abb-49ed-803d-3fa174cd5f6a",
        "CKV_AWS_8",
        "AWS-0008",
        "AWS-0131",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_launch_template", "aws_launch_configuration", "aws_instance"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if let Some(default) = estate::default_encryption(scene, on) {
            return Verdict::pass(default.header, "the account encrypts every new volume");
        }
        let mut result = Verdict::NotApplicable;
        for disk in disks(on) {
            let encrypted = Value::bool(disk.at("encrypted"), false);
            let from_snapshot = !disk.at("snapshot_id").is_absent() && !encrypted.is_set();
            if from_snapshot {
                result = result.and(Verdict::unknown(
                    disk.span,
                    "the snapshot decides whether the disk is encrypted",
                ));
                continue;
            }
            let device = disk.at("device_name").str().unwrap_or("root").to_owned();
            result = result.and(Verdict::on(
                &encrypted,
                |e| *e,
                "encrypted",
                || {
                    let message = format!("a disk of `{}` is not encrypted", on.name);
                    Failure::new(encrypted.span(), message)
                        .key(format!("{device} {}", disk.span.start - on.span.start))
                },
            ));
        }
        result
    }
}

/// The disks that the resource describes.
fn disks(on: &Resource) -> Vec<&Node> {
    if &*on.kind == "aws_launch_template" {
        return on
            .blocks("block_device_mappings")
            .iter()
            .filter_map(|m| m.at("ebs").list().first())
            .collect();
    }
    ["root_block_device", "ebs_block_device"].iter().flat_map(|name| on.blocks(name)).collect()
}

//! Nothing asks for an encrypted root disk.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::estate;

/// Nothing asks for an encrypted root disk.
pub struct RootDiskLeftToImage;

impl Check for RootDiskLeftToImage {
    const META: Meta = Meta::new(
        "cloud/root-disk-left-to-image",
        "Nothing asks for an encrypted root disk",
        "cloud/volume-encryption-at-rest",
        Severity::Low,
    )
    .aliases(&[
        "4de9de27-254e-424f-bd70-4c1e95790838",
        "66477506-6abb-49ed-803d-3fa174cd5f6a",
        "CKV_AWS_8",
        "AWS-0008",
        "AWS-0131",
    ]);
    const TYPES: &'static [&'static str] = &["aws_instance", "aws_launch_configuration"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if !on.blocks("launch_template").is_empty() {
            return Verdict::NotApplicable;
        }
        if let Some(default) = estate::default_encryption(scene, on) {
            return Verdict::pass(default.header, "the account encrypts every new volume");
        }
        let encrypted = on.at("root_block_device.encrypted");
        match encrypted {
            At::Absent(_) if let Some(disk) = mapped_root(on) => {
                Verdict::pass(disk.span, "the mapping of the root device says how it is kept")
            }
            At::Absent(span) => Verdict::fail(Failure::new(
                span,
                format!(
                    "nothing asks for an encrypted root disk of `{}`: its image decides",
                    on.name
                ),
            )),
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) => {
                Verdict::pass(node.span, "the code says whether the root disk is encrypted")
            }
        }
    }
}

/// The mapping of the root device among the disks, by the names that images give it: a template has no other place
/// for it, and Terraform takes it there as well.
fn mapped_root(on: &Resource) -> Option<&Node> {
    const ROOT: [&str; 4] = ["/dev/sda1", "/dev/xvda", "/dev/sda", "root"];
    let is_root = |d: &&Node| d.at("device_name").str().is_some_and(|n| ROOT.contains(&n));
    on.blocks("ebs_block_device").iter().find(is_root)
}

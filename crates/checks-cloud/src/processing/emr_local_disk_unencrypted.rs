//! Local disks of nodes for big data are not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// Local disks of nodes for big data are not encrypted.
pub struct EmrLocalDiskUnencrypted;

impl Check for EmrLocalDiskUnencrypted {
    const META: Meta = Meta::new(
        "cloud/emr-local-disk-unencrypted",
        "Local disks of nodes for big data are not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&["CKV_AWS_349", "AWS-0139"]);
    const TYPES: &'static [&'static str] = &["aws_emr_security_configuration"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        match on.at(DISKS) {
            At::Set(node) if !node.entries().is_empty() => {
                Verdict::pass(node.span, "local disks are encrypted")
            }
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(_) | At::Absent(_) => Verdict::fail(Failure::new(
                on.header,
                format!("configuration `{}` leaves local disks unencrypted", on.name),
            )),
        }
    }
}

/// Where the text says how local disks are encrypted.
const DISKS: &str = "configuration.EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration";

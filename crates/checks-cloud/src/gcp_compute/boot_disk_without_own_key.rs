//! Google boot disk is not encrypted with a key of your own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::gcp_vm;

/// Google boot disk is not encrypted with a key of your own.
pub struct BootDiskWithoutOwnKey;

impl Check for BootDiskWithoutOwnKey {
    const META: Meta = Meta::new(
        "cloud/boot-disk-without-own-key",
        "Google boot disk is not encrypted with a key of your own",
        "cloud/volume-encryption-at-rest",
        Severity::Low,
    )
    .frameworks(&["CIS-GCP-4.7"])
    .aliases(&["CKV_GCP_38", "GCP-0033"]);
    const TYPES: &'static [&'static str] = gcp_vm::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let template = !on.at("disk").is_absent();
        let disks = match on.at(if template { "disk" } else { "boot_disk" }) {
            At::Absent(_) if gcp_vm::inherits(on) => return Verdict::NotApplicable,
            At::Absent(at) => return Verdict::fail(Failure::new(at, message(on))),
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) => node.one_or_many(),
        };
        disks.iter().map(|disk| judge(on, disk)).fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Ways to name a key: of a machine, and of a template.
const KEYS: [&str; 5] = [
    "kms_key_self_link",
    "disk_encryption_key_raw",
    "disk_encryption_key_rsa",
    "disk_encryption_key.kms_key_self_link",
    "disk_encryption_key.rsa_encrypted_key",
];

fn message(on: &Resource) -> String {
    format!("the boot disk of `{}` is encrypted with a key that only Google controls", on.name)
}

/// Judges one disk. A disk that exists already is judged where it is made; scratch disks last no longer than the machine.
fn judge(on: &Resource, disk: &Node) -> Verdict {
    if disk.is_unknown() {
        return Verdict::unknown(disk.span, disk.cause().to_owned());
    }
    if !disk.at("source").is_absent() || disk.at("type").str() == Some("SCRATCH") {
        return Verdict::NotApplicable;
    }
    let Some(key) = KEYS.iter().map(|k| disk.at(k)).find(|k| !k.is_absent()) else {
        return Verdict::fail(Failure::new(disk.span, message(on)));
    };
    match key {
        At::Unknown(node) if !node.cause().starts_with("known after apply") => {
            Verdict::unknown(node.span, node.cause().to_owned())
        }
        at => Verdict::pass(at.span(), "a key of your own encrypts it"),
    }
}

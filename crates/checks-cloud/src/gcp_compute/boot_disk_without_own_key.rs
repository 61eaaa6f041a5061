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
        let name = if on.at("disk").is_absent() { "boot_disk" } else { "disk" };
        let disks = match on.at(name) {
            At::Absent(_) if gcp_vm::inherits(on) => return Verdict::NotApplicable,
            At::Absent(at) => return Verdict::fail(Failure::new(at, message(on))),
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) => node.one_or_many(),
        };
        disks.iter().map(|disk| judge(on, name, disk)).fold(Verdict::NotApplicable, Verdict::and)
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

/// Judges one disk of the block `name`. A disk that exists already is judged where it is made; scratch disks last no
/// longer than the machine.
fn judge(on: &Resource, name: &str, disk: &Node) -> Verdict {
    if disk.is_unknown() {
        return Verdict::unknown(disk.span, disk.cause().to_owned());
    }
    let given = |path: &str| given(on, disk.at(path), &format!("{name}.{path}"));
    if given("source").is_some() || disk.at("type").str() == Some("SCRATCH") {
        return Verdict::NotApplicable;
    }
    match KEYS.into_iter().find_map(given) {
        None => Verdict::fail(Failure::new(disk.span, message(on))),
        Some(At::Unknown(node)) if !node.cause().starts_with("known after apply") => {
            Verdict::unknown(node.span, node.cause().to_owned())
        }
        Some(at) => Verdict::pass(at.span(), "a key of your own encrypts it"),
    }
}

/// What is written at `path`. A plan says of what nobody wrote, too, that it is known after apply; only a
/// reference shows that somebody did.
fn given<'a>(on: &Resource, at: At<'a>, path: &str) -> Option<At<'a>> {
    match at {
        At::Absent(_) => None,
        // An empty text is how a module says that there is no key.
        At::Set(node) if node.as_str() == Some("") => None,
        At::Unknown(node) if node.cause().contains(&on.address) => {
            on.refs_of(path).next().map(|_| at)
        }
        _ => Some(at),
    }
}

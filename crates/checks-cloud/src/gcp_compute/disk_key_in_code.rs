//! Key of a Google disk stands in the code.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Key of a Google disk stands in the code.
pub struct DiskKeyInCode;

impl Check for DiskKeyInCode {
    const META: Meta = Meta::new(
        "cloud/disk-key-in-code",
        "Key of a Google disk stands in the code",
        "cloud/key-management",
        Severity::High,
    )
    .aliases(&["GCP-0037"]);
    const TYPES: &'static [&'static str] = &[
        "google_compute_disk",
        "google_compute_region_disk",
        "google_compute_snapshot",
        "google_compute_image",
        "google_compute_instance",
        "google_compute_instance_template",
        "google_compute_region_instance_template",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let blocks = BLOCKS.iter().flat_map(|name| match on.at(name) {
            At::Unknown(node) => std::slice::from_ref(node),
            at => at.list(),
        });
        blocks.map(|block| judge(on, block)).fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Blocks that may bring a key along.
const BLOCKS: [&str; 7] = [
    "disk_encryption_key",
    "source_image_encryption_key",
    "source_snapshot_encryption_key",
    "snapshot_encryption_key",
    "image_encryption_key",
    "boot_disk",
    "attached_disk",
];

/// Judges one block: a key that is written is in the repository and in the state.
fn judge(on: &Resource, block: &Node) -> Verdict {
    if block.is_unknown() {
        return Verdict::unknown(block.span, block.cause().to_owned());
    }
    let keys = ["raw_key", "disk_encryption_key_raw"].map(|name| block.at(name));
    match keys.into_iter().find(|k| !k.is_absent()) {
        None => Verdict::NotApplicable,
        Some(At::Unknown(node)) => Verdict::unknown(node.span, node.cause().to_owned()),
        Some(at) => {
            let message = format!("the key that encrypts `{}` is written here", on.name);
            Verdict::fail(Failure::new(at.span(), message))
        }
    }
}

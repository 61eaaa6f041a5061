//! File system is not encrypted with a key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// File system is not encrypted with a key of its own.
pub struct FileSystemDefaultKey;

impl Check for FileSystemDefaultKey {
    const META: Meta = Meta::new(
        "cloud/file-system-default-key",
        "File system is not encrypted with a key of its own",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "25d251f3-f348-4f95-845c-1090e41a615c",
        "6d087495-2a42-4735-abf7-02ef5660a7e6",
        "bd77554e-f138-40c5-91b2-2a09f878608e",
        "bdecd6db-2600-47dd-a10c-72c97cf17ae9",
        "CKV_AWS_184",
        "AC_AWS_0098",
    ]);
    const TYPES: &'static [&'static str] = &["aws_efs_file_system"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        own_key::judge(on, scene, "kms_key_id", || {
            format!("file system `{}` names no key of its own", on.name)
        })
    }
}

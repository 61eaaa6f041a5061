//! Root file systems of services.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;

/// A Compose service may write to its root file system.
pub struct ComposeWritableRoot;

impl Check for ComposeWritableRoot {
    const META: Meta = Meta::new(
        "container/compose-writable-root",
        "Compose service may write to its root file system",
        "container/read-only-rootfs",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-5.13"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        let value = compose::flag(on, "read_only");
        Verdict::on(
            &value,
            |v| *v,
            "the root file system is read-only",
            || compose::failure(on, value.span(), "may write to its root file system"),
        )
    }
}

//! A read-only root.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// `readOnlyRootFilesystem` is not true.
pub struct WritableRoot;

impl Check for WritableRoot {
    const META: Meta = Meta::new(
        "container/writable-root",
        "Container may write to its own image",
        "container/read-only-rootfs",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Docker-5.13", "NSA-PodSecurity", "K8s-AppChecklist-ContainerSC"])
    .aliases(&[
        "a9c2f49d-0671-4fc9-9ece-f4e261e128d0",
        "d532566b-8d9d-4f3b-80bd-361fe802f9c2",
        "CKV_K8S_22",
        "KSV-0014",
        "C-0017",
        "no-read-only-root-fs",
        "notReadOnlyRootFilesystem",
        "Container_Security_Context_ReadOnlyRootFilesystem",
        "ReadOnlyRootFilesystemFalse",
        "ReadOnlyRootFilesystemNil",
        "ReadOnlyRootFilesystem",
        "require-ro-rootfs",
        "read-only-root-filesystem",
        "writable-filesystem-container",
        "AC_K8S_0078",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        // Windows has no such mount.
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let value = &on.read_only_root;
        Verdict::on(
            value,
            |v| *v,
            "the root filesystem is read-only",
            || {
                let failure = pod::failure(on, value.span(), "has a writable root filesystem");
                pod::replacing(failure, value, "true")
            },
        )
    }
}

//! Mounts that travel to the node.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A mount is propagated to the node.
pub struct MountPropagation;

impl Check for MountPropagation {
    const META: Meta = Meta::new(
        "container/mount-propagation",
        "Mounts of the container appear on the node",
        "container/host-filesystem-isolation",
        Severity::High,
    )
    .frameworks(&["CIS-Docker-5.20"]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let verdicts = on.mounts.iter().map(|mount| {
            let note = "mounts of the container stay in it";
            Verdict::on(
                &mount.propagation,
                |p| p != "Bidirectional",
                note,
                || {
                    let what = format!("propagates mounts under `{}` to the node", mount.path);
                    pod::failure(on, mount.propagation.span(), &what)
                        .key(format!("{}:{}", on.name, mount.path))
                },
            )
        });
        verdicts.fold(Verdict::NotApplicable, Verdict::and)
    }
}

//! Scratch space with a size.

use ringfort_check::model::kube::{VolumeKind, Workload};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// An `emptyDir` has no `sizeLimit`.
pub struct UnlimitedEmptyDir;

impl Check for UnlimitedEmptyDir {
    const META: Meta = Meta::new(
        "container/unlimited-empty-dir",
        "Scratch volume without a size limit",
        "container/read-only-rootfs",
        Severity::Low,
    )
    .frameworks(&["NSA-PodSecurity"]);
    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        let empty = on.pod.volumes.iter().filter_map(|v| match v.kind {
            VolumeKind::EmptyDir { limited, memory } => Some((v, limited, memory)),
            _ => None,
        });
        let mut dirs = empty.peekable();
        let Some((first, ..)) = dirs.peek() else { return Verdict::NotApplicable };
        let at = first.span;
        let failures = dirs.filter(|(_, limited, _)| !limited).map(|(volume, _, memory)| {
            let fills = if memory { "the node's memory" } else { "the node's disk" };
            let message =
                format!("the volume `{}` may fill {fills}: it has no sizeLimit", volume.name);
            Failure::new(volume.span, message).key(&*volume.name)
        });
        Verdict::of(failures.collect(), at, "every scratch volume has a size limit")
    }
}

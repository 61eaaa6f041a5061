//! Kinds of volumes.

use ringfort_check::facts::kube::pod_security::is_safe_volume;
use ringfort_check::model::kube::{VolumeKind, Workload};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A pod mounts a kind of volume that the restricted level forbids.
pub struct VolumeTypes;

impl Check for VolumeTypes {
    const META: Meta = Meta::new(
        "container/volume-types",
        "Pod uses a kind of volume outside the restricted list",
        "container/host-filesystem-isolation",
        Severity::Low,
    )
    .frameworks(&["PSS-restricted"])
    .aliases(&[
        "KSV-0028",
        "restrict-volume-types",
        "volumes",
        "restricted:restrictedvolumes",
        "AC_K8S_0081",
    ]);
    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        let failures = on.pod.volumes.iter().filter_map(|volume| match &volume.kind {
            VolumeKind::Other(kind) if !is_safe_volume(kind) => {
                let message = format!("the volume `{}` is of the kind {kind}", volume.name);
                Some(Failure::new(volume.span, message).key(&*volume.name))
            }
            _ => None,
        });
        match on.pod.volumes.first() {
            None => Verdict::NotApplicable,
            Some(first) => {
                Verdict::of(failures.collect(), first.span, "all volumes are of allowed kinds")
            }
        }
    }
}

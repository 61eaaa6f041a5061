//! PersistentVolumes on the node's disk.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// A PersistentVolume is a path of the node.
pub struct HostPathVolume;

impl Check for HostPathVolume {
    const META: Meta = Meta::new(
        "container/host-path-volume",
        "PersistentVolume is a path of the node",
        "container/host-filesystem-isolation",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-5.2.11"]);
    const TYPES: &'static [&'static str] = &["PersistentVolume"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        match on.at("spec.hostPath.path") {
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            At::Absent(_) => Verdict::pass(on.head, "the volume is not a path of the node"),
            At::Set(path) => {
                let shown = path.as_str().unwrap_or("");
                let message =
                    format!("PersistentVolume `{}` is the node's path `{shown}`", on.name);
                Verdict::fail(Failure::new(path.span, message))
            }
        }
    }
}

//! Volumes of the Dapr sidecar.

use ringfort_check::model::kube::Workload;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// `dapr.io/volume-mounts-rw` gives the sidecar a volume to write to.
pub struct DaprWritableMount;

impl Check for DaprWritableMount {
    const META: Meta = Meta::new(
        "container/dapr-writable-mount",
        "Dapr sidecar may write to a volume",
        "container/read-only-rootfs",
        Severity::Low,
    )
    .frameworks(&["K8s-AppChecklist-ContainerSC"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = pod::object(scene, on) else { return Verdict::NotApplicable };
        let mounts = |name| on.annotation(object, name);
        match (mounts("dapr.io/volume-mounts-rw"), mounts("dapr.io/volume-mounts")) {
            (At::Set(node), _) => {
                let list = node.as_str().unwrap_or("");
                let message = format!("the Dapr sidecar may write to `{list}`");
                Verdict::fail(Failure::new(node.span, message))
            }
            (At::Unknown(node), _) => Verdict::unknown(node.span, node.cause().to_owned()),
            (_, At::Set(node)) => Verdict::pass(node.span, "the sidecar's volumes are read-only"),
            _ => Verdict::NotApplicable,
        }
    }
}

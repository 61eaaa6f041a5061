//! Volumes of the Dapr sidecar.

use ringfort_check::facts::kube::ComponentFile;
use ringfort_check::model::kube::Workload;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::pod;

/// `dapr.io/volume-mounts-rw` gives the sidecar a volume that none of its Components writes to.
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
                let files = scene.facts.kube.component_files(&scene.facts.model.kube, on);
                let list = node.as_str().unwrap_or("").split(',').map(str::trim);
                let mounts = list.filter(|m| !m.is_empty()).map(|m| judge(m, node, &files));
                mounts.fold(Verdict::NotApplicable, Verdict::and)
            }
            (At::Unknown(node), _) => Verdict::unknown(node.span, node.cause().to_owned()),
            (_, At::Set(node)) => Verdict::pass(node.span, "the sidecar's volumes are read-only"),
            _ => Verdict::NotApplicable,
        }
    }
}

/// One mount, `VOLUME:PATH`.
fn judge(mount: &str, node: &Node, files: &[ComponentFile<'_>]) -> Verdict {
    let folder = mount.split_once(':').map_or(mount, |(_, path)| path).trim_end_matches('/');
    let within = |path: &str| {
        path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if let Some(file) = files.iter().find(|f| f.path.is_some_and(within)) {
        let name = &file.component.name;
        return Verdict::pass(node.span, format!("Component `{name}` keeps its files there"));
    }
    if let Some(file) = files.iter().find(|f| f.path.is_none()) {
        let name = &file.component.name;
        let cause = format!("where Component `{name}` keeps its files is not known");
        return Verdict::unknown(node.span, cause);
    }
    let message =
        format!("the Dapr sidecar may write to `{mount}`, where no Component keeps files");
    Verdict::fail(Failure::new(node.span, message).key(mount))
}

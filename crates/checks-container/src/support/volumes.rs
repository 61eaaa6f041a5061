//! Volumes that are paths of the node.

use ringfort_check::model::kube::{Volume, VolumeKind, Workload};
use ringfort_check::{Failure, Value, Verdict};

use super::paths::{Reach, reach};

/// Fails for every `hostPath` volume of `on` that gives what `wanted` says; `verb` completes the message.
pub(crate) fn host_paths(on: &Workload, wanted: Reach, verb: &str) -> Verdict {
    let paths = on.pod.volumes.iter().filter_map(|v| match &v.kind {
        VolumeKind::HostPath { path } => Some((v, path)),
        _ => None,
    });
    let verdicts = paths.map(|(volume, path)| judge(volume, path, wanted, verb));
    let clean = Verdict::default(on.pod.span, "no path of the node is mounted");
    verdicts.fold(clean, Verdict::and)
}

fn judge(volume: &Volume, path: &Value<String>, wanted: Reach, verb: &str) -> Verdict {
    // A path that is not known is at least an ordinary one.
    if path.is_unknown() && wanted == Reach::Files {
        let message = format!("the pod {verb} a path of the node as `{}`", volume.name);
        return Verdict::fail(Failure::new(path.span(), message).key(&*volume.name));
    }
    Verdict::on(
        path,
        |p| reach(p) != wanted,
        "the path is of another kind",
        || {
            let shown = path.known().map_or("", String::as_str);
            let message = format!("the pod {verb} `{shown}` of the node as `{}`", volume.name);
            Failure::new(path.span(), message).key(&*volume.name)
        },
    )
}

//! GIDs that the node may use too.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// The container's GID is below 10000, or none is named.
pub struct LowGid;

impl Check for LowGid {
    const META: Meta = Meta::new(
        "container/low-gid",
        "Container names no GID of 10000 or above",
        "container/non-root-execution",
        Severity::Info,
    )
    .aliases(&["KSV-0021", "RunAsGroup"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let group = &on.run_as_group;
        Verdict::on(
            group,
            |g| g.is_some_and(|gid| gid >= 10_000),
            "the GID is high",
            || {
                let what = match group.known() {
                    Some(Some(gid)) => format!("runs with GID {gid}, which the node may use too"),
                    _ => "names no GID".to_owned(),
                };
                pod::failure(on, group.span(), &what)
            },
        )
    }
}

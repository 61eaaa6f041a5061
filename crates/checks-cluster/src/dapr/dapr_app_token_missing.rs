//! Application cannot tell its sidecar from a stranger.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// The pod template has a sidecar and no `dapr.io/app-token-secret`.
pub struct DaprAppTokenMissing;

impl Check for DaprAppTokenMissing {
    const META: Meta = Meta::new(
        "cluster/dapr-app-token-missing",
        "Application cannot tell its sidecar from a stranger",
        "cluster/dapr-access-control",
        Severity::Low,
    )
    .frameworks(&["Dapr-Sec-AppToken"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        dapr::required(on, scene, "dapr.io/app-token-secret", |object, at| {
            Verdict::fail(Failure::new(
                at,
                format!("`{}` cannot tell calls of its sidecar from others", object.name),
            ))
        })
    }
}

//! Dapr sidecar API asks for no token.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// The pod template has a sidecar and no `dapr.io/api-token-secret`.
pub struct DaprApiTokenMissing;

impl Check for DaprApiTokenMissing {
    const META: Meta = Meta::new(
        "cluster/dapr-api-token-missing",
        "Dapr sidecar API asks for no token",
        "cluster/dapr-access-control",
        Severity::Low,
    )
    .frameworks(&["Dapr-Sec-APIToken"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        dapr::required(on, scene, "dapr.io/api-token-secret", |object, at| {
            Verdict::fail(Failure::new(
                at,
                format!("the sidecar of `{}` answers every process that reaches it", object.name),
            ))
        })
    }
}

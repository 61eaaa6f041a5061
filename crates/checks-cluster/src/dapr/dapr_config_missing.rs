//! Dapr sidecar loads no Configuration.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{dapr, place};

/// The pod template has a sidecar and no `dapr.io/config`.
pub struct DaprConfigMissing;

impl Check for DaprConfigMissing {
    const META: Meta = Meta::new(
        "cluster/dapr-config-missing",
        "Dapr sidecar loads no Configuration",
        "cluster/dapr-access-control",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["Dapr-Sec-AccessControl"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        if let Some(object) = dapr::enabled(on, scene) {
            let at = on.annotation(object, "dapr.io/config");
            let read = scene
                .facts
                .objects("Configuration")
                .any(|c| dapr::is_dapr(c) && place::together(c, object));
            if let (Some(name), true, None) =
                (at.str(), read, dapr::configuration_of(on, object, scene))
            {
                let message = format!(
                    "`{}` names Configuration `{name}`, which its namespace does not have",
                    object.name
                );
                return Verdict::fail(Failure::new(at.span(), message));
            }
        }
        dapr::required(on, scene, "dapr.io/config", |object, at| {
            let message = format!(
                "the sidecar of `{}` loads no Configuration, so no access rule applies",
                object.name
            );
            Verdict::fail(Failure::new(at, message))
        })
    }
}

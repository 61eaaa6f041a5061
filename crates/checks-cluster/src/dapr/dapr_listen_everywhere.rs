//! Dapr sidecar API listens beyond its pod.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::dapr;

/// `dapr.io/sidecar-listen-addresses` is not a loopback address.
pub struct DaprListenEverywhere;

impl Check for DaprListenEverywhere {
    const META: Meta = Meta::new(
        "cluster/dapr-listen-everywhere",
        "Dapr sidecar API listens beyond its pod",
        "cluster/dapr-access-control",
        Severity::High,
    )
    .frameworks(&["Dapr-Sec-APIToken"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = dapr::enabled(on, scene) else { return Verdict::NotApplicable };
        let addresses = Value::text(
            on.annotation(object, "dapr.io/sidecar-listen-addresses"),
            "[::1],127.0.0.1",
        );
        let local = |list: &String| {
            list.split(',')
                .map(str::trim)
                .all(|a| matches!(a, "[::1]" | "::1" | "localhost") || a.starts_with("127."))
        };
        Verdict::on(&addresses, local, "listens inside its pod", || {
            let shown = addresses.known().map_or("", String::as_str);
            Failure::new(
                addresses.span(),
                format!("the sidecar API of `{}` listens on {shown}", object.name),
            )
        })
    }
}

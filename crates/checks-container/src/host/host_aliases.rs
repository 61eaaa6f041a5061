//! Entries in the hosts file.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A pod adds entries to `/etc/hosts`.
pub struct HostAliases;

impl Check for HostAliases {
    const META: Meta = Meta::new(
        "container/host-aliases",
        "Pod overrides names in its hosts file",
        "container/host-namespace-isolation",
        Severity::Low,
    )
    .frameworks(&["NSA-PodSecurity"])
    .aliases(&["KSV-0007", "HostAliases"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(spec) = pod::pod_spec(scene, on) else { return Verdict::NotApplicable };
        let aliases = spec.at("hostAliases");
        match aliases.list().first() {
            _ if aliases.is_unknown() => {
                Verdict::unknown(aliases.span(), "hostAliases is not known")
            }
            None => Verdict::default(on.pod.span, "no name is overridden"),
            Some(first) => {
                let ip = first.at("ip").str().unwrap_or("an address");
                let key = spec.entry("hostAliases").map_or(first.span, |e| e.key_span);
                Verdict::fail(Failure::new(key, format!("the pod sends names to {ip} past DNS")))
            }
        }
    }
}

//! Probes and hooks that call another host.

use ringfort_check::facts::kube::pod_security::PROBES;
use ringfort_check::model::kube::Container;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A probe or lifecycle hook names a host.
pub struct HostProbe;

impl Check for HostProbe {
    const META: Meta = Meta::new(
        "container/host-probe",
        "Probe or hook sends the kubelet to another host",
        "container/host-namespace-isolation",
        Severity::Medium,
    )
    .frameworks(&["PSS-baseline"])
    .aliases(&["host-probes-lifecycle", "baseline:hostprobesandhostlifecycle"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let Some(node) = scene.facts.container_node(on) else { return Verdict::NotApplicable };
        let at = |place: &str, action: &str| node.at(place).key(action).key("host");
        let all = PROBES.iter().flat_map(|p| ["httpGet", "tcpSocket"].map(|a| (*p, at(p, a))));
        let written: Vec<(&str, At<'_>)> = all.filter(|(_, at)| !at.is_absent()).collect();
        if let Some((_, at)) = written.iter().find(|(_, at)| at.is_unknown()) {
            return Verdict::unknown(at.span(), "the host of a probe is not known");
        }
        let named = written.iter().filter(|(_, at)| at.str() != Some(""));
        let failures = named.map(|(place, at)| {
            let host = at.str().unwrap_or("");
            let failure = pod::failure(on, at.span(), &format!("sends its {place} to `{host}`"));
            failure.key(format!("{}:{place}", on.name))
        });
        Verdict::of(failures.collect(), on.head, "probes and hooks go to the pod itself")
    }
}

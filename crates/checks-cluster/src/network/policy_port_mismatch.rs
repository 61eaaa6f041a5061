//! NetworkPolicy opens a port that its pods do not serve.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::model::kube::{PolicyPort, Workload};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// An ingress rule opens a port that none of the selected pods declares.
pub struct PolicyPortMismatch;

impl Check for PolicyPortMismatch {
    const META: Meta = Meta::new(
        "cluster/policy-port-mismatch",
        "NetworkPolicy opens a port that its pods do not serve",
        "cluster/network-policy-ingress-allowlist",
        Severity::Low,
    )
    .confidence(ringfort_check::Confidence::Medium)
    .frameworks(&["K8s-AppChecklist-NetworkPolicies"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        let pods = traffic::selected(scene, on);
        let declares = |w: &&Workload| w.containers.iter().any(|c| !c.ports.is_empty());
        if on.pods.is_everything() || pods.is_empty() || !pods.iter().all(declares) {
            return Verdict::NotApplicable;
        }
        traffic::judge_rules(on, scene, Direction::Ingress, "its ports are declared", |rule| {
            let odd = |p: &&PolicyPort| !p.port.is_empty() && !pods.iter().any(|w| serves(w, p));
            let port = &rule.ports.iter().find(odd)?.port;
            Some((rule.span, format!("opens port {port}, which no container of its pods declares")))
        })
    }
}

/// Ports of Dapr's sidecar, which no manifest declares.
const SIDECAR: &[i64] = &[3500, 9090, 50001, 50002];

/// A container of the workload declares the port, by number, range or name.
fn serves(workload: &Workload, port: &PolicyPort) -> bool {
    let number = port.port.parse::<i64>().ok();
    let mut ports = workload.containers.iter().flat_map(|c| &c.ports);
    let declared = ports.any(|p| match number {
        Some(first) => (first..=port.end.max(first)).contains(&p.number),
        None => p.name == port.port,
    });
    declared || number.is_some_and(|n| SIDECAR.contains(&n))
}

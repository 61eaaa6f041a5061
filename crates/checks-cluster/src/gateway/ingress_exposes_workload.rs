//! Workloads that an Ingress publishes without asking who calls.

use ringfort_check::facts::kube::Door;
use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

/// An Ingress sends callers of any origin to a workload without authenticating them.
pub struct IngressExposesWorkload;

/// Annotations by which controllers authenticate callers or limit where they come from.
const GUARDS: &[&str] = &[
    "nginx.ingress.kubernetes.io/auth-url",
    "nginx.ingress.kubernetes.io/auth-type",
    "nginx.ingress.kubernetes.io/auth-tls-secret",
    "nginx.ingress.kubernetes.io/whitelist-source-range",
    "nginx.ingress.kubernetes.io/allowlist-source-range",
    "traefik.ingress.kubernetes.io/router.middlewares",
    "alb.ingress.kubernetes.io/auth-type",
    "alb.ingress.kubernetes.io/inbound-cidrs",
    "haproxy.org/auth-type",
    "haproxy.org/whitelist",
    "haproxy.org/allow-list",
    "konghq.com/plugins",
    "networking.gke.io/v1beta1.FrontendConfig",
];

impl Check for IngressExposesWorkload {
    const META: Meta = Meta::new(
        "cluster/ingress-exposes-workload",
        "Ingress publishes a workload to every caller",
        "cluster/service-exposure",
        Severity::Info,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["MS-TA9005", "MITRE-T1133"])
    .aliases(&["69bbc5e3-0818-4150-89cc-1e989b48f23b", "e2c83c1f-84d7-4467-966c-ed41fd015bb9"]);
    const TYPES: &'static [&'static str] = &["Ingress"];
    type On = Object;

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let exposures = scene.facts.kube.exposures.iter();
        let mut doors = exposures.filter(|e| e.door == Door::Ingress && e.via == on.id);
        let Some(door) = doors.next() else {
            let cause = "the workload behind this Ingress was not read";
            return Verdict::unknown(on.head, cause);
        };
        if let Some(guard) = GUARDS.iter().map(|g| on.annotation(g)).find(|at| !at.is_absent()) {
            return Verdict::pass(guard.span(), "an annotation asks who calls");
        }
        let Some(workload) = scene.facts.model.kube.workload(door.workload) else {
            return Verdict::NotApplicable;
        };
        let Some(target) = scene.facts.object(workload) else { return Verdict::NotApplicable };
        let message = format!(
            "Ingress `{}` publishes {} `{}`, and nothing before it asks who calls",
            on.name, target.kind, target.name
        );
        let resource = target.resource.to_string();
        Verdict::fail(Failure::new(door.at, message).related_to(target.head, "published", resource))
    }
}

//! Service other than a gateway asks for a load balancer.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::{doors, place};

/// Annotations that ask the provider for an internal load balancer, with the values that do.
const INTERNAL: &[(&str, &[&str])] = &[
    ("service.beta.kubernetes.io/aws-load-balancer-internal", &["true", "0.0.0.0/0"]),
    ("service.beta.kubernetes.io/aws-load-balancer-scheme", &["internal"]),
    ("service.beta.kubernetes.io/azure-load-balancer-internal", &["true"]),
    ("networking.gke.io/load-balancer-type", &["Internal"]),
    ("cloud.google.com/load-balancer-type", &["Internal"]),
    ("service.beta.kubernetes.io/oci-load-balancer-internal", &["true"]),
];

/// A Service of type LoadBalancer publishes an application or a data store.
pub struct PublicService;

impl Check for PublicService {
    const META: Meta = Meta::new(
        "cluster/public-service",
        "Service other than a gateway asks for a load balancer",
        "cluster/service-exposure",
        Severity::High,
    )
    .gate()
    .frameworks(&["NSA-NetworkSeparation", "MS-TA9005", "MITRE-T1133", "K8s-SecChecklist-network"])
    .aliases(&[
        "26763a1c-5dda-4772-b507-5fca7fb5f165",
        "2a52567c-abb8-4651-a038-52fa27c77aed",
        "no-loadbalancer-service",
        "block-loadbalancer-services",
    ]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Service"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let kind = Value::text(on.at("spec.type"), "ClusterIP");
        if !place::is_application(scene, on) {
            return Verdict::NotApplicable;
        }
        let internal = || {
            INTERNAL.iter().any(|(key, values)| {
                on.annotation(key)
                    .node()
                    .and_then(Node::scalar)
                    .is_some_and(|v| values.contains(&v.as_str()))
            })
        };
        let fine = |k: &String| k != "LoadBalancer" || doors::is_gateway(on) || internal();
        Verdict::on(&kind, fine, "does not publish an application", || {
            let ports =
                on.at("spec.ports").list().iter().filter_map(|p| p.at("port").node()?.as_i64());
            let data = ports.into_iter().any(doors::is_data_port);
            let what = if data { "a data store" } else { "an application" };
            Failure::new(
                kind.span(),
                format!("Service `{}` publishes {what} by a load balancer of its own", on.name),
            )
        })
    }
}

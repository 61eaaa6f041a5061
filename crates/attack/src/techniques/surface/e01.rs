//! E01: the Internet reaches pods through a Service of type LoadBalancer.

use ringfort_facts::cloud::firewall::is_world;
use ringfort_facts::kube::Door;
use ringfort_model::kube::Object;
use ringfort_source::At;
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E01",
    title: "Internet to Service LoadBalancer",
    layer: Layer::Cloud,
    attack: &["T1190"],
    sentence: "The Internet reaches {to} through the load balancer of {detail}",
    page: include_str!("e01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for exposure in facts.kube.exposures.iter().filter(|e| e.door == Door::LoadBalancer) {
        let Some(service) = facts.model.kube.object(exposure.via) else { continue };
        g.step(Position::Net(exposure.workload))
            .from(Position::Internet)
            .proof(exposure.at, "a load balancer")
            .unless(limited(service))
            .unless(controls.internet_ingress(exposure.workload))
            .detail(service.resource.to_string())
            .add();
    }
}

/// Annotations that keep the load balancer inside the provider's network.
const INTERNAL: &[(&str, &str)] = &[
    ("service.beta.kubernetes.io/aws-load-balancer-internal", "true"),
    ("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"),
    ("service.beta.kubernetes.io/azure-load-balancer-internal", "true"),
    ("networking.gke.io/load-balancer-type", "Internal"),
    ("cloud.google.com/load-balancer-type", "Internal"),
];

/// Is the load balancer internal, or limited to named sources?
fn limited(service: &Object) -> Control {
    let scope = service.resource.to_string();
    let standing = internal(service).or_else(|| sources(service));
    let standing = standing.unwrap_or(Standing::Absent(Some(service.head)));
    let id = "cluster/service-exposure";
    Control { id, target: scope.clone().into(), scope: scope.into(), standing }
}

fn internal(service: &Object) -> Option<Standing> {
    INTERNAL.iter().find_map(|(name, value)| match service.annotation(name) {
        At::Set(node) if node.scalar().is_some_and(|s| s.eq_ignore_ascii_case(value)) => {
            Some(Standing::InPlace(node.span, "the load balancer is internal".into()))
        }
        At::Unknown(node) => Some(Standing::Unknown(node.span, node.cause().into())),
        _ => None,
    })
}

fn sources(service: &Object) -> Option<Standing> {
    match service.at("spec.loadBalancerSourceRanges") {
        At::Unknown(node) => Some(Standing::Unknown(node.span, node.cause().into())),
        At::Set(node) if !node.items().is_empty() => {
            let world = node.items().iter().filter_map(|n| n.as_str()).any(is_world);
            (!world).then(|| Standing::InPlace(node.span, "named sources only".into()))
        }
        _ => None,
    }
}

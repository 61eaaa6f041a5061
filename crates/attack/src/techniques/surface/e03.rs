//! E03: the Internet reaches pods through an Ingress or a Gateway route.

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_facts::kube::{Door, Exposure, asks_for_login};
use ringfort_model::Value;
use ringfort_model::kube::Object;
use ringfort_source::{At, Node};
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E03",
    title: "Internet to Ingress or Gateway",
    layer: Layer::Cloud,
    attack: &["T1190"],
    sentence: "The Internet reaches {to} through {detail}",
    page: include_str!("e03.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    let doors =
        facts.kube.exposures.iter().filter(|e| matches!(e.door, Door::Ingress | Door::Gateway));
    for exposure in doors {
        let Some(route) = facts.model.kube.object(exposure.via) else { continue };
        let step = g
            .step(Position::Net(exposure.workload))
            .from(Position::Internet)
            .proof(exposure.at, "the route to it")
            .unless(internal(facts, route, exposure))
            .unless(controls.gateway_ingress(exposure.workload))
            .detail(route.resource.to_string())
            .doubt_if(exposure.doubt.is_some(), exposure.doubt.unwrap_or_default());
        match login(facts, route) {
            Some(login) => {
                step.unless(login).add();
                with_account(g, exposure, route);
            }
            None => step.add(),
        }
    }
}

/// Does the door ask for a login? It is no loss where it does not: an application may ask by itself.
fn login(facts: &Facts, route: &Object) -> Option<Control> {
    let standing = match asks_for_login(facts, route) {
        Value::Set(true, at) => Standing::InPlace(at, "it asks for a login".into()),
        Value::Unknown(at, cause) => Standing::Unknown(at, cause),
        _ => return None,
    };
    let scope: Arc<str> = route.resource.to_string().into();
    Some(Control { id: "cluster/gateway-hardening", target: scope.clone(), scope, standing })
}

/// Whoever has an account passes the login.
fn with_account(g: &mut Ground<'_>, exposure: &Exposure, route: &Object) {
    let (facts, controls) = (g.facts, g.controls);
    g.step(Position::Net(exposure.workload))
        .from(Position::Internet)
        .from(Position::Account)
        .proof(exposure.at, "the route to it")
        .unless(internal(facts, route, exposure))
        .unless(controls.gateway_ingress(exposure.workload))
        .detail(route.resource.to_string())
        .doubt_if(exposure.doubt.is_some(), exposure.doubt.unwrap_or_default())
        .add();
}

/// Is it the door of an internal load balancer?
fn internal(facts: &Facts, route: &Object, exposure: &Exposure) -> Control {
    let scope = route.resource.to_string();
    let inside = |at| Standing::InPlace(at, "the load balancer of its gateway is internal".into());
    let standing = scheme(route)
        .or_else(|| class(facts, route))
        .or_else(|| exposure.internal.map(inside))
        .unwrap_or(Standing::Absent(Some(route.head)));
    let id = "cluster/service-exposure";
    Control { id, target: scope.clone().into(), scope: scope.into(), standing }
}

/// The annotation that keeps an ALB or a Google load balancer inside.
fn scheme(route: &Object) -> Option<Standing> {
    let inside = |node: &Node| Standing::InPlace(node.span, "the load balancer is internal".into());
    if let At::Set(node) = route.annotation("alb.ingress.kubernetes.io/scheme") {
        return (node.as_str() == Some("internal")).then(|| inside(node));
    }
    let class = route.annotation("kubernetes.io/ingress.class");
    let class = class.node().or_else(|| route.at("spec.ingressClassName").node())?;
    // The controller for AWS is internal unless it is told otherwise.
    let internal =
        matches!(class.as_str()?, "alb" | "gce-internal") || class.as_str()?.contains("internal");
    internal.then(|| inside(class))
}

/// The class of the Gateway that the route hangs on.
fn class(facts: &Facts, route: &Object) -> Option<Standing> {
    let parent = route.at("spec.parentRefs").list().first()?.at("name").str()?;
    let gateway = facts.objects("Gateway").find(|o| &*o.name == parent)?;
    let class = gateway.at("spec.gatewayClassName").node()?;
    let text = class.as_str()?;
    (text.contains("internal") || text.contains("-rilb"))
        .then(|| Standing::InPlace(class.span, "the class is internal".into()))
}

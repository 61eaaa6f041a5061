//! What counts as having reached a goal. Goals have no page: they are definitions. They are grounded last, over
//! every position that some technique mentioned.

use ringfort_facts::kube::namespace_of;
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::{ContainerId, Pool, Position, Right, container};
use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[REACHED, MINING];

/// Positions that are a goal by definition.
const REACHED: Technique = Technique {
    id: "G0",
    title: "Goal",
    layer: Layer::Cluster,
    attack: &[],
    sentence: "{from} is {to}",
    page: "",
    ground: reached,
};

fn reached(g: &mut Ground<'_>) {
    g.later(|g, mentioned| mentioned.iter().for_each(|p| reached_with(g, p)));
}

fn reached_with(g: &mut Ground<'_>, position: &Position) {
    for goal in goals_of(position) {
        g.step(Position::Goal(goal)).from(position.clone()).quiet().add();
    }
}

fn goals_of(position: &Position) -> &'static [&'static str] {
    match position {
        Position::Right(right, ns) => goals_of_right(*right, &**ns == "*"),
        Position::Secret(ns, _) if &**ns == "kube-system" => &["G6"],
        Position::Node(_) => &["G2"],
        Position::CloudRight("administrator", _) => &["G3"],
        Position::CloudRight("data", _) => &["G4"],
        Position::Data(_) => &["G5"],
        Position::Push(_) => &["G8"],
        _ => &[],
    }
}

fn goals_of_right(right: Right, everywhere: bool) -> &'static [&'static str] {
    match (right, everywhere) {
        (Right::Everything, true) => &["G1", "G12"],
        (Right::Everything, false) => &["G11"],
        (Right::ReadSecrets, _) => &["G6"],
        (Right::Destroy, _) => &["G12"],
        (Right::Intercept, _) => &["G9"],
        (Right::RunPods, _) => &["G10"],
        _ => &[],
    }
}

/// Mining needs a computer, a way out, and no quota.
const MINING: Technique = Technique {
    id: "G7",
    title: "Cryptomining",
    layer: Layer::Cluster,
    attack: &["T1496"],
    sentence: "Nothing bounds the use of {detail} or what is sent from there: the attacker mines",
    page: "",
    ground: mining,
};

fn mining(g: &mut Ground<'_>) {
    g.later(|g, mentioned| mentioned.iter().for_each(|p| mining_from(g, p)));
}

fn mining_from(g: &mut Ground<'_>, position: &Position) {
    match position {
        Position::Code(id) => mining_in(g, *id),
        Position::Right(Right::RunPods, ns) => mining_with_pods(g, ns),
        Position::Node(pool) => mining_on_node(g, *pool),
        _ => {}
    }
}

fn mining_on_node(g: &mut Ground<'_>, pool: Pool) {
    let detail = pool.name();
    g.step(Position::Goal("G7"))
        .from(Position::Node(pool))
        .unless(Control::missing("cloud/egress-control"))
        .detail(detail)
        .by_default("Kubernetes, Resource Quotas: a quota is for a namespace, none is for a node")
        .add();
}

fn mining_in(g: &mut Ground<'_>, id: ContainerId) {
    let (facts, controls) = (g.facts, g.controls);
    let Some((workload, container)) = container(facts, id) else { return };
    let Some(object) = facts.object(workload) else { return };
    g.step(Position::Goal("G7"))
        .from(Position::Code(id))
        .from(Position::Egress(id.0))
        .unless(controls.quota(namespace_of(object)))
        .unless(controls.cpu_limit(id))
        .proof(container.head, "the container that mines")
        .detail(format!("the pods of {}", object.resource))
        .add();
}

fn mining_with_pods(g: &mut Ground<'_>, namespace: &str) {
    let controls = g.controls;
    let scope = if namespace == "*" { "every namespace" } else { namespace };
    let scope = format!("pods that the attacker starts in {scope}");
    g.step(Position::Goal("G7"))
        .from(Position::Right(Right::RunPods, namespace.into()))
        .from(Position::NamespaceEgress(namespace.into()))
        .unless(controls.quota(namespace))
        .detail(scope)
        .by_default("Kubernetes, Resource Quotas: a namespace without a quota is not bounded")
        .add();
}

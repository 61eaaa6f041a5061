//! C08: a debugger that listens beyond the pod runs what it is told.

use ringfort_facts::Facts;
use ringfort_model::kube::{Container, EnvSource};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C08",
    title: "Debug port",
    layer: Layer::Code,
    attack: &["T1210"],
    sentence: "A debugger listens on the network ({detail}): the attacker {gain}",
    page: include_str!("c08.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            let Some(container) = workload.containers.get(usize::from(id.1)) else { continue };
            let Some((at, what)) = debugger(facts, container) else { continue };
            g.step(Position::Code(id))
                .from(Position::Net(workload.id))
                .proof(at, "a debugger that listens")
                .unless(Control::missing_for(
                    "code/http-hardening",
                    object.resource.to_string(),
                    at,
                ))
                .detail(what)
                .add();
        }
    }
}

/// Arguments and variables that open a debugger to other machines.
fn debugger(facts: &Facts, container: &Container) -> Option<(Span, &'static str)> {
    let node = facts.container_node(container)?;
    let arguments = ["command", "args"].into_iter().flat_map(|key| node.at(key).list());
    let written = arguments.filter_map(|n| Some((n.span, n.as_str()?.to_owned())));
    let variables = container.env.iter().filter_map(|v| match &v.source {
        EnvSource::Literal(value) => Some((value.span(), value.known()?.clone())),
        _ => None,
    });
    written.chain(variables).find_map(|(at, text)| Some((at, kind(&text)?)))
}

fn kind(text: &str) -> Option<&'static str> {
    if text.contains("jdwp") && (text.contains("address=*") || text.contains("address=0.0.0.0")) {
        return Some("JDWP");
    }
    let inspects = text.contains("--inspect=0.0.0.0") || text.contains("--inspect-brk=0.0.0.0");
    inspects.then_some("the inspector of Node.js")
}

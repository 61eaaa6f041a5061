//! I03: secret volumes, secretKeyRef, envFrom and projected volumes.

use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::{EnvSource, VolumeKind, Workload};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I03",
    title: "Read mounted and injected Secrets",
    layer: Layer::Cluster,
    attack: &["T1552.001"],
    sentence: "The Secret is mounted or in the environment: the attacker {gain}",
    page: include_str!("i03.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in support::workloads(facts) {
        for id in support::containers(workload) {
            for (name, at) in secrets(workload, usize::from(id.1)) {
                for from in [Position::Code(id), Position::Read(id)] {
                    g.step(Position::Secret(namespace_of(object).into(), name.into()))
                        .from(from)
                        .proof(at, "the Secret is handed to the container")
                        .add();
                }
            }
        }
    }
}

/// The Secrets that the container at `index` is given, with the places.
fn secrets(workload: &Workload, index: usize) -> Vec<(&str, Span)> {
    let Some(container) = workload.containers.get(index) else { return vec![] };
    let variables = container.env.iter().chain(&container.env_from);
    let injected = variables.filter_map(|v| match &v.source {
        EnvSource::Secret(name, _) => Some((&**name, v.span)),
        _ => None,
    });
    let mounted = container.mounts.iter().filter_map(|m| workload.volume(&m.volume));
    let volumes = mounted.filter_map(|v| match &v.kind {
        VolumeKind::Secret(name) => Some((&**name, v.span)),
        _ => None,
    });
    injected.chain(volumes).collect()
}

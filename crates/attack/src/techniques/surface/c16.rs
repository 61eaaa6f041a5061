//! C16: pods that share a volume which one of them may write to.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_facts::Facts;
use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::{Object, ObjectId, VolumeKind, Workload};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::{ContainerId, Position};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C16",
    title: "Through a shared volume",
    layer: Layer::Container,
    attack: &["T1080"],
    sentence: "Another pod mounts the same volume and uses {from}: the attacker {gain}",
    page: include_str!("c16.md"),
    ground,
};

/// A container with a volume that others may have too.
struct Use<'a> {
    object: &'a Object,
    container: ContainerId,
    at: Span,
    writes: bool,
    /// What is shared, for people and as a key.
    volume: Box<str>,
    doubt: String,
    /// What keeps pods from sharing it.
    control: &'static str,
}

fn ground(g: &mut Ground<'_>) {
    let all = uses(g.facts);
    let (mut users, mut writers) = (Pods::new(), Pods::new());
    for one in &all {
        users.entry(&*one.volume).or_default().insert(one.object.id);
        if one.writes {
            writers.entry(&*one.volume).or_default().insert(one.object.id);
        }
    }
    let others = |pods: &Pods<'_>, one: &Use<'_>| {
        pods.get(&*one.volume).is_some_and(|ids| ids.iter().any(|id| *id != one.object.id))
    };
    for one in &all {
        let position = Position::Volume(one.volume.clone());
        if one.writes && others(&users, one) {
            g.step(position.clone())
                .from(Position::Code(one.container))
                .proof(one.at, "it may write there")
                .unless(Control::missing_for(one.control, one.object.resource.to_string(), one.at))
                .say("The attacker may write to a volume that other pods mount: {to}")
                .add();
        }
        if others(&writers, one) {
            g.step(Position::Code(one.container))
                .from(position)
                .proof(one.at, "the same volume")
                .doubt(one.doubt.clone())
                .cost(4)
                .add();
        }
    }
}

/// The objects that have a volume, by what is shared.
type Pods<'a> = BTreeMap<&'a str, BTreeSet<ObjectId>>;

fn uses(facts: &Facts) -> Vec<Use<'_>> {
    let mut found = vec![];
    for (workload, object) in workloads(facts) {
        for container in containers(workload) {
            found.extend(of_container(facts, workload, object, container));
        }
    }
    found
}

fn of_container<'a>(
    facts: &'a Facts,
    workload: &'a Workload,
    object: &'a Object,
    id: ContainerId,
) -> Vec<Use<'a>> {
    let Some(container) = workload.containers.get(usize::from(id.1)) else { return vec![] };
    let mounts = container.mounts.iter().filter_map(|m| Some((m, workload.volume(&m.volume)?)));
    let shared = mounts.filter_map(|(mount, volume)| {
        let (volume, near, control) = match &volume.kind {
            VolumeKind::Claim(claim) => {
                let (name, near) = claim_of(facts, object, claim)?;
                (name, near, "cluster/namespace-isolation")
            }
            VolumeKind::HostPath { path } => {
                let path = path.known()?.trim_end_matches('/');
                if path.is_empty() || SYSTEM.iter().any(|s| path.starts_with(s)) {
                    return None;
                }
                (format!("`{path}` of the host"), true, "container/host-filesystem-isolation")
            }
            _ => return None,
        };
        let where_to = if near { ", and whether both run on one node" } else { "" };
        let doubt =
            format!("whether {} runs or trusts what lies in {volume}{where_to}", object.resource);
        let writes = !mount.read_only.is(&true);
        Some(Use {
            object,
            container: id,
            at: mount.span,
            writes,
            volume: volume.into(),
            doubt,
            control,
        })
    });
    shared.collect()
}

/// Paths that are no place where pods meet: the system writes there.
const SYSTEM: &[&str] = &["/dev", "/proc", "/sys", "/etc/localtime", "/lib/modules", "/boot"];

/// The claim as people call it, and whether its pods have to run on one node to share it.
fn claim_of(facts: &Facts, pod: &Object, claim: &str) -> Option<(String, bool)> {
    let namespace = namespace_of(pod);
    let kube = &facts.model.kube;
    let object = facts.kube.find(kube, pod.scope, "PersistentVolumeClaim", namespace, claim);
    let modes = object.map_or(&[][..], |o| o.at("spec.accessModes").list());
    let has = |mode: &str| modes.iter().any(|m| m.as_str() == Some(mode));
    let name = format!("the claim {namespace}/{claim}");
    (!has("ReadWriteOncePod")).then(|| (name, !has("ReadWriteMany")))
}

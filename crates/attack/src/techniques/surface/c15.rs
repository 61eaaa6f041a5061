//! C15: containers of a pod that share their processes reach each other's files through `/proc`.

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_model::Value;
use ringfort_model::kube::{Container, Workload};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::{ContainerId, Position, container};
use crate::runs_as::{RunsAs, runs_as};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C15",
    title: "Into the container beside",
    layer: Layer::Container,
    attack: &["T1080"],
    sentence: "The containers of the pod share their processes: through /proc the attacker {gain}",
    page: include_str!("c15.md"),
    ground,
};

const CONTROL: &str = "container/host-namespace-isolation";

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts) {
        let (at, doubt) = match &workload.pod.share_process_namespace {
            Value::Set(true, at) => (*at, None),
            Value::Unknown(at, cause) => {
                (*at, Some(format!("whether the pod shares its processes: {cause}")))
            }
            _ => continue,
        };
        let all: Vec<ContainerId> = containers(workload).collect();
        for (from, to) in all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))) {
            let (Some((_, a)), Some((_, b))) = (container(facts, from), container(facts, to))
            else {
                continue;
            };
            let same = (from != to).then(|| same_user(facts, workload, a, b)).flatten();
            let Some(other) = same else { continue };
            let doubt = doubt.clone().unwrap_or(other);
            let own = || Control::missing_for(CONTROL, object.resource.to_string(), at);
            read(g, from, to, at, &doubt, own());
            g.step(Position::Code(to))
                .from(Position::Code(from))
                .proof(at, "the pod shares its processes")
                .proof(b.head, "the container beside")
                .unless(own())
                .unless(writable(b, &object.resource))
                .doubt(doubt)
                .cost(2)
                .add();
        }
    }
}

fn read(
    g: &mut Ground<'_>,
    from: ContainerId,
    to: ContainerId,
    at: Span,
    doubt: &str,
    own: Control,
) {
    g.step(Position::Read(to))
        .from(Position::Code(from))
        .proof(at, "the pod shares its processes")
        .unless(own)
        .doubt(doubt)
        .add();
}

/// A root filesystem that nobody can write to takes no program of the attacker's.
fn writable(container: &Container, resource: &str) -> Control {
    let standing = match &container.read_only_root {
        Value::Set(true, at) => Standing::InPlace(*at, "the root filesystem is read-only".into()),
        Value::Unknown(at, cause) => Standing::Unknown(*at, cause.clone()),
        other => Standing::Absent(Some(other.span())),
    };
    let scope: Arc<str> = format!("{resource} {}", container.name).into();
    Control { id: "container/read-only-rootfs", target: scope.clone(), scope, standing }
}

/// `/proc/PID/root` opens for processes of the same user, or with `SYS_PTRACE`: what is not known about it, empty for
/// nothing; `None` where it stays closed (ptrace(2), access mode checking).
fn same_user(facts: &Facts, workload: &Workload, a: &Container, b: &Container) -> Option<String> {
    let added = a.capabilities_add.known();
    if added.is_some_and(|all| all.iter().any(|c| c == "SYS_PTRACE" || c == "ALL"))
        || a.privileged.is(&true)
    {
        return Some(String::new());
    }
    let number = |c: &Container| c.run_as_user.known().copied().flatten();
    match (number(a), number(b)) {
        (Some(a), Some(b)) => (a == b).then(String::new),
        _ => match (runs_as(facts, workload, a), runs_as(facts, workload, b)) {
            (RunsAs::Root(..), RunsAs::Root(..)) => Some(String::new()),
            (RunsAs::Root(..), RunsAs::Other(..)) | (RunsAs::Other(..), RunsAs::Root(..)) => None,
            _ => Some("whether the two containers run as the same user".to_owned()),
        },
    }
}

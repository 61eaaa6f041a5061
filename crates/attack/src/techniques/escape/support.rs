//! What the escapes have in common: a setting of a container that opens the node, unless admission refuses it.

use std::sync::Arc;

use ringfort_facts::kube::admission::Refuses;
use ringfort_model::Value;
use ringfort_model::kube::{Container, Mount, Object, Volume, VolumeKind, Workload};
use ringfort_source::Span;

use super::{paths, sandbox};
use crate::control::{Control, Standing};
use crate::ground::{Ground, Step};
use crate::position::{ContainerId, Pool, Position, container_id};
use crate::runs_as::{RunsAs, runs_as};
use crate::techniques::identity::support::on_control_plane;

/// A container with everything around it.
#[derive(Clone, Copy)]
pub(in crate::techniques) struct Site<'a> {
    pub(super) workload: &'a Workload,
    pub(super) object: &'a Object,
    pub(super) container: &'a Container,
    pub(super) id: ContainerId,
}

/// A setting that opens something: where, what stands there, and what is not known about it.
#[derive(Clone, Debug)]
pub(in crate::techniques) struct Opening {
    pub(super) at: Span,
    pub(super) note: &'static str,
    pub(super) detail: String,
    pub(super) doubt: String,
    /// The control of the Container layer that would close it.
    pub(super) control: &'static str,
    /// The field, as policies refuse it.
    pub(super) field: Option<Refuses>,
}

impl Opening {
    pub(super) fn new(at: Span, note: &'static str, control: &'static str) -> Self {
        Self { at, note, detail: String::new(), doubt: String::new(), control, field: None }
    }

    pub(super) fn field(self, field: Option<Refuses>) -> Self {
        Self { field, ..self }
    }

    pub(super) fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    pub(super) fn doubt(self, doubt: impl Into<String>) -> Self {
        Self { doubt: doubt.into(), ..self }
    }
}

/// Every container that runs, except the processes of the control plane.
pub(super) fn sites<'a>(g: &Ground<'a>) -> Vec<Site<'a>> {
    let facts = g.facts;
    let kube = &facts.model.kube;
    let workloads = kube.workloads.iter().filter(|w| !facts.kube.is_control_plane(w.object));
    let with_object = workloads.filter_map(|w| Some((w, facts.object(w)?)));
    with_object
        .flat_map(|(workload, object)| {
            workload.containers.iter().enumerate().map(move |(i, container)| Site {
                workload,
                object,
                container,
                id: container_id(workload, i),
            })
        })
        .collect()
}

/// Adds an instance for each container in which `opens` finds an opening: code there gives `head`.
pub(in crate::techniques) fn each(
    g: &mut Ground<'_>,
    head: &dyn Fn(&Site<'_>) -> Position,
    opens: &dyn Fn(&Site<'_>) -> Option<Opening>,
) {
    for site in sites(g) {
        if let Some(opening) = opens(&site).and_then(|o| unless_sandboxed(g, &site, o)) {
            give(g, &site, head(&site), opening, &Position::Code(site.id));
        }
    }
}

/// The opening, if the pods share the kernel of the node. A path of the host is one from a sandbox too.
fn unless_sandboxed(g: &Ground<'_>, site: &Site<'_>, opening: Opening) -> Option<Opening> {
    if opening.control == HOST_FILES {
        return Some(opening);
    }
    let doubt = sandbox::shares_kernel(g.facts, site)?;
    Some(if doubt.is_empty() { opening } else { opening.doubt(doubt) })
}

/// The control whose openings are paths of the host.
const HOST_FILES: &str = "container/host-filesystem-isolation";

/// The same, where root in the container is needed (C12, C13); containers that cannot become root are left out.
pub(super) fn each_as_root(
    g: &mut Ground<'_>,
    head: &dyn Fn(&Site<'_>) -> Position,
    opens: &dyn Fn(&Site<'_>) -> Option<Opening>,
) {
    for site in sites(g) {
        let user = runs_as(g.facts, site.workload, site.container);
        let stays = site.container.allow_privilege_escalation.is(&false)
            || site.workload.pod.host_users.is(&false);
        if matches!(user, RunsAs::Other(..)) && stays {
            continue;
        }
        if let Some(opening) = opens(&site).and_then(|o| unless_sandboxed(g, &site, o)) {
            give(g, &site, head(&site), opening, &Position::Root(site.id));
        }
    }
}

/// Adds the instances of an opening: on the node that the pod runs on, whichever pools those are.
fn give(g: &mut Ground<'_>, site: &Site<'_>, head: Position, opening: Opening, from: &Position) {
    if let Some((there, doubt)) = also(g, site, &head) {
        let doubt = if opening.doubt.is_empty() { doubt.to_owned() } else { opening.doubt.clone() };
        step(g, site, there, opening.clone().doubt(doubt)).from(from.clone()).add();
    }
    step(g, site, head, opening).from(from.clone()).add();
}

fn step<'g, 'a>(
    g: &'g mut Ground<'a>,
    site: &Site<'_>,
    head: Position,
    opening: Opening,
) -> Step<'g, 'a> {
    let admission = g.controls.pod_security(site.object);
    let scope = Arc::clone(&site.object.resource);
    let own = Control {
        id: opening.control,
        target: scope.clone(),
        scope,
        standing: Standing::Absent(Some(opening.at)),
    };
    let policies = opening.field.and_then(|field| g.controls.policies(site.object, &[field]));
    g.step(head)
        .proof(opening.at, opening.note)
        .unless(admission)
        .unless(own)
        .detail(opening.detail)
        .doubt(opening.doubt)
        .unless_any(policies)
}

/// The node that the pods run on.
pub(super) fn node(site: &Site<'_>) -> Position {
    Position::Node(pool(site))
}

/// The files of that node.
pub(super) fn files(site: &Site<'_>) -> Position {
    Position::HostFiles(pool(site))
}

/// Pods that a node selector sends to the control plane run there; all others on workers.
pub(super) fn pool(site: &Site<'_>) -> Pool {
    match on_control_plane(site.workload, site.object) {
        Some((_, true)) => Pool::ControlPlane,
        _ => Pool::Worker,
    }
}

/// A DaemonSet that tolerates the taint of the control plane opens its nodes as it opens workers: the position there, and
/// what is not known about it. Nothing where the provider runs the control plane.
fn also(g: &Ground<'_>, site: &Site<'_>, head: &Position) -> Option<(Position, &'static str)> {
    let on_both = matches!(on_control_plane(site.workload, site.object), Some((_, false)));
    let own = g.controls.api_server().is_some();
    if !on_both || (!own && g.controls.managed().is_some()) {
        return None;
    }
    let head = match head {
        Position::Node(Pool::Worker) => Position::Node(Pool::ControlPlane),
        Position::HostFiles(Pool::Worker) => Position::HostFiles(Pool::ControlPlane),
        _ => return None,
    };
    Some((head, if own { "" } else { "whether the control plane runs on nodes of this cluster" }))
}

/// A boolean that opens something when true: an opening, a doubtful one where it is not known, else none.
pub(super) fn when_true(
    value: &Value<bool>,
    note: &'static str,
    control: &'static str,
) -> Option<Opening> {
    let opening = |at| Opening::new(at, note, control).field(Refuses::of_field(note));
    match value {
        Value::Set(true, at) | Value::Default(true, at) => Some(opening(*at)),
        Value::Unknown(at, cause) => {
            Some(opening(*at).doubt(format!("whether the setting is on is not known: {cause}")))
        }
        Value::Set(false, _) | Value::Default(false, _) => None,
    }
}

/// Does the container hold one of `capabilities` (or all)? An opening where it was added.
pub(super) fn capability(site: &Site<'_>, capabilities: &[&str]) -> Option<Opening> {
    const CONTROL: &str = "container/drop-capabilities";
    match &site.container.capabilities_add {
        Value::Set(added, at) => {
            let is_one = |c: &&String| c.as_str() == "ALL" || capabilities.contains(&c.as_str());
            let found = added.iter().find(is_one)?;
            let opening = Opening::new(*at, "an added capability", CONTROL).detail(found.clone());
            Some(opening.field(Some(Refuses::Capabilities)))
        }
        Value::Default(..) => None,
        Value::Unknown(at, cause) => Some(
            Opening::new(*at, "added capabilities", CONTROL)
                .field(Some(Refuses::Capabilities))
                .detail(capabilities.join(" or "))
                .doubt(format!("which capabilities are added is not known: {cause}")),
        ),
    }
}

/// The mounts of host paths in the container: mount, volume, path.
pub(super) fn host_mounts<'a>(
    site: &Site<'a>,
) -> impl Iterator<Item = (&'a Mount, &'a Volume, &'a Value<String>)> {
    let workload = site.workload;
    site.container.mounts.iter().filter_map(move |mount| {
        let volume = workload.volume(&mount.volume)?;
        match &volume.kind {
            VolumeKind::HostPath { path } => Some((mount, volume, path)),
            _ => None,
        }
    })
}

/// The first mounted host path that `wanted` names. `writable`: only if the mount may be written to.
pub(in crate::techniques) fn host_path(
    site: &Site<'_>,
    writable: bool,
    wanted: &dyn Fn(&str) -> bool,
) -> Option<Opening> {
    host_mounts(site).find_map(|(mount, volume, path)| {
        if writable && mount.read_only.is(&true) {
            return None;
        }
        let opening = Opening::new(volume.span, "a path of the host is mounted", HOST_FILES)
            .field(Some(Refuses::HostPath));
        match path.known() {
            Some(path) if wanted(paths::trimmed(path)) => {
                Some(opening.detail(paths::trimmed(path)))
            }
            Some(_) => None,
            None => Some(
                opening
                    .detail("a path that is not known")
                    .doubt("which path of the host is mounted is not known"),
            ),
        }
    })
}

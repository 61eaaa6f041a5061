//! What flaws of nodes ask for, from the pods that have it: a scope per pool, so that a flaw is one instance.

use std::sync::Arc;

use std::collections::BTreeSet;

use ringfort_model::Value;

use super::sandbox;
use super::support::{self, Site};
use crate::control::{Control, Standing};
use crate::flaws::Found;
use crate::ground::Ground;
use crate::position::{Foothold, Pool, Position, Right};

/// Adds what leads to the footholds that `flaws` ask for, and an instance for each flaw.
pub(super) fn ground(g: &mut Ground<'_>, flaws: &[&Found<'_>], control: &'static str) {
    let wanted: BTreeSet<(Foothold, Pool)> = flaws.iter().map(|f| (f.needs, f.pool())).collect();
    for (needs, pool) in wanted {
        if needs == Foothold::Pods {
            own_pods(g, pool);
        } else {
            from_pods(g, needs, pool);
        }
    }
    for flaw in flaws {
        let pool = flaw.pool();
        let head = if flaw.files_only { Position::HostFiles(pool) } else { Position::Node(pool) };
        let (name, version) = (flaw.software.name, &flaw.software.version);
        let doubt = format!("whether the distribution carried the fix of {} back", flaw.id);
        g.step(head)
            .from(Position::Foothold(flaw.needs, pool))
            .proof(flaw.software.at, "the version")
            .unless(Control::missing_for(control, format!("{name} {version}"), flaw.software.at))
            .detail(flaw.detail())
            .doubt_if(flaw.may_be_fixed(), &doubt)
            .cost(3)
            .add();
    }
}

/// Whoever may start pods has one of their own; no admission refuses what these flaws need.
fn own_pods(g: &mut Ground<'_>, pool: Pool) {
    let mut scopes = crate::techniques::namespaces(g.facts);
    scopes.push("*".into());
    for scope in scopes {
        g.step(Position::Foothold(Foothold::Pods, pool))
            .from(Position::Right(Right::RunPods, scope))
            .quiet()
            .add();
    }
}

fn from_pods(g: &mut Ground<'_>, needs: Foothold, pool: Pool) {
    for site in support::sites(g).into_iter().filter(|s| support::pool(s) == pool) {
        let Some(doubt) = sandbox::shares_kernel(g.facts, &site) else { continue };
        let root = matches!(needs, Foothold::RootExec | Foothold::HostNetwork);
        if needs == Foothold::HostNetwork && !site.workload.pod.host_network.is(&true) {
            continue;
        }
        let from = if root { Position::Root(site.id) } else { Position::Code(site.id) };
        let commands =
            matches!(needs, Foothold::Exec | Foothold::RootExec) && !has_exec_probe(&site);
        let filter = (needs == Foothold::Namespaces).then(|| seccomp(&site));
        g.step(Position::Foothold(needs, pool))
            .from(from)
            .unless_any(filter)
            .doubt(doubt)
            .doubt_if(commands, "whether somebody runs commands in the pod (kubectl exec)")
            .quiet()
            .add();
    }
}

/// Probes and hooks that run a command in the container do it again and again.
fn has_exec_probe(site: &Site<'_>) -> bool {
    let node = site.container.node(site.workload, site.object);
    let paths = ["livenessProbe.exec", "readinessProbe.exec", "startupProbe.exec"];
    node.is_some_and(|n| paths.iter().any(|p| !n.at(p).is_absent()))
}

/// The profile of the runtime lets nobody make namespaces (Docker and containerd, default seccomp profile).
fn seccomp(site: &Site<'_>) -> Control {
    let scope = Arc::clone(&site.object.resource);
    let standing = match &site.container.seccomp {
        Value::Unknown(at, cause) => Standing::Unknown(*at, cause.clone()),
        Value::Set(kind, at) if matches!(kind.as_str(), "RuntimeDefault" | "Localhost") => {
            Standing::InPlace(*at, "a seccomp profile".into())
        }
        other => Standing::Absent(Some(other.span())),
    };
    Control { id: "container/seccomp-profile", target: scope.clone(), scope, standing }
}

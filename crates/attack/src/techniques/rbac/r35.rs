//! R35: a DaemonSet that is privileged already gives every node to whoever may change it.

use ringfort_facts::kube::namespace_of;
use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Pool, Position};
use crate::technique::Technique;
use crate::techniques::identity::support::workloads;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R35",
    title: "Change a privileged DaemonSet",
    layer: Layer::Cluster,
    attack: &["T1610"],
    sentence: "{from} may {detail}, of which one is privileged: its containers are the attacker's on every node, {to}",
    page: include_str!("r35.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: support::CHANGE, on: &[("apps", "daemonsets")] };

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts).filter(|(_, o)| &*o.kind == "DaemonSet") {
        let Some(open) = workload.containers.iter().find(|c| c.privileged.is(&true)) else {
            continue;
        };
        for granted in g.grants.clone().iter() {
            let here = &*granted.scope == "*" || &*granted.scope == namespace_of(object);
            let Some(hit) = granted.gives(WANTED, true).filter(|_| here) else { continue };
            let named = hit.names.is_empty() || hit.names.contains(&object.name);
            if named {
                support::step(g, granted, &hit, Position::Node(Pool::Worker), CONTROL)
                    .proof(open.privileged.span(), "privileged already")
                    .add();
            }
        }
    }
}

const CONTROL: &str = "cluster/rbac-escalation-paths";

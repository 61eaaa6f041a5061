//! What bounds a namespace: quotas and limits.

use ringfort_facts::Facts;
use ringfort_facts::kube::{effective_namespace, namespace_of};
use ringfort_source::{At, Span};

use super::{Control, Controls, Standing};
use crate::position::{ContainerId, container};

impl Controls<'_> {
    /// A ResourceQuota on CPU in `namespace` (`*`: in every namespace that was read).
    pub fn quota(&self, namespace: &str) -> Control {
        self.once("cluster/namespace-isolation", namespace, |facts| quota(facts, namespace))
    }

    /// A CPU limit on the container: its computers are bounded.
    pub fn cpu_limit(&self, id: ContainerId) -> Control {
        let facts = self.facts;
        let found = container(facts, id);
        let object = found.and_then(|(w, _)| facts.object(w));
        let scope = object.map_or("", |o| &*o.resource).to_owned();
        self.once("container/resource-limits", &scope, |facts| cpu_limit(facts, id))
    }
}

fn quota(facts: &Facts, namespace: &str) -> Standing {
    let bounds = |o: &&ringfort_model::kube::Object| {
        ["limits.cpu", "requests.cpu", "cpu", "pods"]
            .iter()
            .any(|key| matches!(o.root.at_keys(&["spec", "hard", key]), At::Set(_)))
    };
    if namespace == "*" {
        return Standing::Absent(None);
    }
    let here = facts.objects("ResourceQuota").filter(|o| namespace_of(o) == namespace);
    match here.into_iter().find(bounds) {
        Some(quota) => Standing::InPlace(quota.head, "a quota bounds the namespace".into()),
        None => Standing::Absent(place(facts, namespace)),
    }
}

/// Where the namespace is written, if it was read.
fn place(facts: &Facts, namespace: &str) -> Option<Span> {
    let mut all = facts.kube.namespaces.iter();
    all.find(|n| effective_namespace(&n.name) == namespace).map(|n| n.at)
}

fn cpu_limit(facts: &Facts, id: ContainerId) -> Standing {
    let Some((_, container)) = container(facts, id) else { return Standing::Absent(None) };
    match facts.container_node(container).map(|n| n.at("resources.limits.cpu")) {
        Some(At::Set(node)) => Standing::InPlace(node.span, "the CPU is limited".into()),
        Some(At::Unknown(node)) => Standing::Unknown(node.span, node.cause().into()),
        _ => Standing::Absent(Some(container.head)),
    }
}

//! Namespaces: declared ones and those that only occur in objects.

use std::collections::BTreeMap;

use ringfort_model::kube::{Kube, Object, ObjectId, ScopeId, WorkloadId};
use ringfort_source::Span;

use super::KubeFacts;

/// A namespace as one scope has it.
#[derive(Clone, Debug)]
pub struct Namespace {
    /// Its name; empty for objects whose manifest names none.
    pub name: Box<str>,
    /// The scope; `None` for plain manifests.
    pub scope: Option<ScopeId>,
    /// The Namespace object, if it was read.
    pub object: Option<ObjectId>,
    /// The workloads in it (those of plain manifests included).
    pub workloads: Vec<WorkloadId>,
    /// Where to point: its object, else its first workload.
    pub at: Span,
}

/// Namespaces that Kubernetes and its distributions keep for themselves.
pub fn is_system_namespace(name: &str) -> bool {
    matches!(
        name,
        "kube-system" | "kube-public" | "kube-node-lease" | "gatekeeper-system" | "calico-system"
    ) || name.starts_with("openshift-")
}

/// The namespace that a written one means. What manifests leave open and `default` are the same: an
/// object without a namespace lands in `default` when nothing else says otherwise (Kubernetes
/// documentation, "Namespaces").
pub fn effective_namespace(written: &str) -> &str {
    if written.is_empty() { "default" } else { written }
}

/// The namespace that `object` ends up in; see [`effective_namespace`]. One that is written on a
/// cluster-scoped object has no effect.
pub fn namespace_of(object: &Object) -> &str {
    let written = object.namespace.as_deref().filter(|_| !is_cluster_scoped(&object.kind));
    effective_namespace(written.unwrap_or(""))
}

/// Do objects of `kind` live outside every namespace (`kubectl api-resources --namespaced=false`)?
fn is_cluster_scoped(kind: &str) -> bool {
    matches!(
        kind,
        "Namespace"
            | "Node"
            | "PersistentVolume"
            | "StorageClass"
            | "PriorityClass"
            | "IngressClass"
            | "GatewayClass"
            | "RuntimeClass"
            | "ClusterRole"
            | "ClusterRoleBinding"
            | "CustomResourceDefinition"
            | "MutatingWebhookConfiguration"
            | "ValidatingWebhookConfiguration"
            | "ValidatingAdmissionPolicy"
            | "ValidatingAdmissionPolicyBinding"
    )
}

/// Do the two live in one namespace of one cluster, as far as is known?
pub fn share_namespace(a: &Object, b: &Object) -> bool {
    a.sees(b) && namespace_of(a) == namespace_of(b)
}

impl Namespace {
    /// Does `object` live in it, as far as is known?
    pub fn holds(&self, object: &Object) -> bool {
        self.sees(object) && namespace_of(object) == effective_namespace(&self.name)
    }

    /// Are the two of one cluster, as far as is known?
    pub fn sees(&self, object: &Object) -> bool {
        object.scope == self.scope || object.scope.is_none() || self.scope.is_none()
    }
}

pub(super) fn derive(kube: &Kube, facts: &KubeFacts) -> Vec<Namespace> {
    let mut found: BTreeMap<(Option<ScopeId>, Box<str>), Namespace> = BTreeMap::new();
    for object in facts.of_kind(kube, "Namespace") {
        let new = || Namespace {
            name: object.name.clone(),
            scope: object.scope,
            object: Some(object.id),
            workloads: vec![],
            at: object.head,
        };
        found.entry((object.scope, object.name.clone())).or_insert_with(new);
    }
    for workload in &kube.workloads {
        let Some(object) = kube.object(workload.object) else { continue };
        let name = object.namespace.clone().unwrap_or_default();
        let declared = facts.find(kube, object.scope, "Namespace", "", &name);
        let new = || Namespace {
            name: name.clone(),
            scope: object.scope,
            object: declared.map(|o| o.id),
            workloads: vec![],
            at: declared.map_or(object.head, |o| o.head),
        };
        let key = (object.scope, effective_namespace(&name).into());
        let namespace = found.entry(key).or_insert_with(new);
        if namespace.name.is_empty() {
            namespace.name = name;
        }
        namespace.workloads.push(workload.id);
    }
    found.into_values().collect()
}

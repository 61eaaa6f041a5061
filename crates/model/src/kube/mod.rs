//! Kubernetes objects: every object keeps its whole tree, and those that judgements turn on have a
//! typed view beside it.

mod network;
mod object;
mod pod;
mod rbac;

pub use network::{NetworkPolicy, Peer, PolicyPort, PolicyRule, Requirement, Selector};
pub use object::{Object, ObjectId, ScopeId};
pub use pod::{
    Container, ContainerKind, EnvSource, EnvVar, Mount, Pod, Port, Volume, VolumeKind, Workload,
    WorkloadId,
};
pub use rbac::{Binding, Role, Rule, Subject, SubjectKind};

/// Everything Kubernetes, in discovery order.
#[derive(Debug, Default)]
pub struct Kube {
    /// The version of the cluster, if it is given: `1.34`, `v1.34.2`.
    pub version: Option<Box<str>>,
    /// The scopes that objects are rendered into: one per overlay that is judged on its own.
    pub scopes: Vec<Scope>,
    /// All objects.
    pub objects: Vec<Object>,
    /// The workloads among them, with their pods.
    pub workloads: Vec<Workload>,
    /// Roles and ClusterRoles.
    pub roles: Vec<Role>,
    /// RoleBindings and ClusterRoleBindings.
    pub bindings: Vec<Binding>,
    /// NetworkPolicies.
    pub policies: Vec<NetworkPolicy>,
}

/// A set of objects that live in one cluster together: a rendered overlay. Objects without a scope
/// (plain manifests) are seen by every scope.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Where it comes from: the overlay's folder.
    pub name: Box<str>,
}

impl Kube {
    /// The object of `id`. Ids come from this model, so there always is one; a foreign id gives `None`.
    pub fn object(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(id.0 as usize)
    }

    /// The workload of `id`.
    pub fn workload(&self, id: WorkloadId) -> Option<&Workload> {
        self.workloads.get(id.0 as usize)
    }
}

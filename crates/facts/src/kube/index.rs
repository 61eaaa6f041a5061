//! Look-up tables over the objects.

use std::collections::{BTreeMap, HashMap, HashSet};

use ringfort_model::Model;
use ringfort_model::kube::{Binding, Kube, Object, ObjectId, Role, ScopeId, Workload, WorkloadId};
use ringfort_source::SourceMap;

use super::{
    Component, Exposure, Namespace, admission, component, effective_namespace, exposure,
    mesh::MeshFacts, namespaces,
};

type Key = (Box<str>, Box<str>, Box<str>);

/// Look-up tables and derived relations over the Kubernetes objects of a model.
#[derive(Debug, Default)]
pub struct KubeFacts {
    by_kind: BTreeMap<Box<str>, Vec<ObjectId>>,
    by_name: HashMap<Key, Vec<ObjectId>>,
    workload_of: HashMap<ObjectId, WorkloadId>,
    control_plane: HashSet<ObjectId>,
    role_of: HashMap<ObjectId, usize>,
    /// The namespaces that are declared or used, per scope.
    pub namespaces: Vec<Namespace>,
    /// What lets traffic from outside reach which workload.
    pub exposures: Vec<Exposure>,
    /// The processes of the cluster itself, with their flags.
    pub components: Vec<Component>,
    /// The rules of admission policies.
    pub admission: Vec<admission::Rule>,
    /// Service meshes: members and what authenticates their callers.
    pub mesh: MeshFacts,
}

impl KubeFacts {
    /// Derives the tables and relations.
    pub fn derive(kube: &Kube) -> Self {
        let mut facts = Self::default();
        for object in &kube.objects {
            facts.by_kind.entry(object.kind.clone()).or_default().push(object.id);
            let key =
                (object.kind.clone(), namespaces::namespace_of(object).into(), object.name.clone());
            facts.by_name.entry(key).or_default().push(object.id);
        }
        facts.workload_of = kube.workloads.iter().map(|w| (w.object, w.id)).collect();
        facts.role_of = kube.roles.iter().enumerate().map(|(i, r)| (r.object, i)).collect();
        facts.namespaces = namespaces::derive(kube, &facts);
        facts.exposures = exposure::derive(kube, &facts);
        facts.components = component::derive(kube);
        facts.admission = admission::derive(kube, &facts);
        facts.mesh = MeshFacts::derive(kube, &facts);
        facts.control_plane = facts.components.iter().map(|c| c.object).collect();
        facts
    }

    /// [`KubeFacts::derive`] with the components that other files than objects configure.
    pub fn derive_with_files(model: &Model, sources: &SourceMap) -> Self {
        let mut facts = Self::derive(&model.kube);
        facts.components.extend(component::of_files(model, sources));
        facts
    }

    /// All objects of `kind`, in discovery order.
    pub fn of_kind<'a>(&'a self, kube: &'a Kube, kind: &str) -> impl Iterator<Item = &'a Object> {
        self.by_kind.get(kind).into_iter().flatten().filter_map(|id| kube.object(*id))
    }

    /// The object `kind/namespace/name` as seen from `scope` (`namespace` is empty for cluster-scoped ones
    /// and where manifests leave it open).
    pub fn find<'a>(
        &self,
        kube: &'a Kube,
        scope: Option<ScopeId>,
        kind: &str,
        namespace: &str,
        name: &str,
    ) -> Option<&'a Object> {
        let ids =
            self.by_name.get(&(kind.into(), effective_namespace(namespace).into(), name.into()))?;
        let objects = ids.iter().filter_map(|id| kube.object(*id));
        objects.into_iter().find(|o| o.scope == scope || o.scope.is_none() || scope.is_none())
    }

    /// The workload that the object is.
    pub fn workload_of<'a>(&self, kube: &'a Kube, object: ObjectId) -> Option<&'a Workload> {
        kube.workload(*self.workload_of.get(&object)?)
    }

    /// Is `object` the pod of a control-plane process (a static pod of kube-apiserver, etcd, ...)? Those are judged as
    /// components: the host's network and files are their trade.
    pub fn is_control_plane(&self, object: ObjectId) -> bool {
        self.control_plane.contains(&object)
    }

    /// The role that the object is.
    pub fn role_of<'a>(&self, kube: &'a Kube, object: ObjectId) -> Option<&'a Role> {
        kube.roles.get(*self.role_of.get(&object)?)
    }

    /// The role that `binding` refers to, if it was read.
    pub fn role_of_binding<'a>(&self, kube: &'a Kube, binding: &Binding) -> Option<&'a Role> {
        let object = kube.object(binding.object)?;
        let (kind, namespace) = if binding.role_is_cluster {
            ("ClusterRole", "")
        } else {
            ("Role", object.namespace.as_deref().unwrap_or(""))
        };
        let role = self.find(kube, object.scope, kind, namespace, &binding.role)?;
        self.role_of(kube, role.id)
    }

    /// The ServiceAccount object that the pods of `workload` run as, if it was read.
    pub fn service_account<'a>(&self, kube: &'a Kube, workload: &Workload) -> Option<&'a Object> {
        let object = kube.object(workload.object)?;
        let name = workload.pod.service_account.known()?;
        let ns = object.namespace.as_deref().unwrap_or("");
        self.find(kube, object.scope, "ServiceAccount", ns, name)
    }
}

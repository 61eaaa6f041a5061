//! The objects that live in one cluster together, and its namespaces.

use std::collections::BTreeMap;
use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_facts::kube;
use ringfort_model::kube::{Object, ScopeId, Workload};

use crate::Assumptions;
use crate::bits::Tri;
use crate::expr::Expr;
use crate::labels::{Labels, NAMESPACE_NAME};
use crate::network::Attachments;
use crate::ports::PortSet;
use crate::universe::{Being, MemberId, Traits, Universe};

/// A namespace that is written but not known stands under this name.
pub(crate) const UNKNOWN: &str = "";

/// One cluster as the files show it: the objects of a scope, with those of plain manifests.
pub(crate) struct Cluster<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) assumptions: Assumptions,
    scope: Option<ScopeId>,
    namespaces: BTreeMap<&'a str, Arc<Labels>>,
}

impl<'a> Cluster<'a> {
    pub(crate) fn new(facts: &'a Facts, scope: Option<ScopeId>, assumptions: Assumptions) -> Self {
        let mut cluster = Self { facts, assumptions, scope, namespaces: BTreeMap::new() };
        let mut namespaces: BTreeMap<&'a str, Arc<Labels>> = BTreeMap::new();
        for object in cluster.objects() {
            if &*object.kind == "Namespace" {
                let labels = Labels::read(object.at("metadata.labels"));
                let labels = labels.with(NAMESPACE_NAME, &object.name);
                namespaces.insert(&object.name, labels.into());
            }
        }
        for (_, object) in cluster.workloads() {
            let name = namespace_of(object);
            namespaces.entry(name).or_insert_with(|| cluster.undeclared(name));
        }
        cluster.namespaces = namespaces;
        cluster
    }

    /// Does the object live in this cluster, as far as is known?
    pub(crate) fn sees(&self, object: &Object) -> bool {
        object.scope == self.scope || object.scope.is_none() || self.scope.is_none()
    }

    /// The objects, in discovery order.
    pub(crate) fn objects(&self) -> impl Iterator<Item = &'a Object> + use<'a> {
        let (facts, scope) = (self.facts, self.scope);
        let here = move |o: &&Object| o.scope == scope || o.scope.is_none() || scope.is_none();
        facts.model.kube.objects.iter().filter(here)
    }

    /// The workloads, each with its object.
    pub(crate) fn workloads(&self) -> impl Iterator<Item = (&'a Workload, &'a Object)> + use<'a> {
        let (facts, scope) = (self.facts, self.scope);
        let here = move |o: &Object| o.scope == scope || o.scope.is_none() || scope.is_none();
        let kube = &facts.model.kube;
        let all = kube.workloads.iter().filter_map(|w| Some((w, kube.object(w.object)?)));
        all.filter(move |(_, o)| here(o))
    }

    /// The labels of a namespace.
    pub(crate) fn namespace(&self, name: &str) -> Arc<Labels> {
        self.namespaces.get(name).cloned().unwrap_or_else(|| self.undeclared(name))
    }

    /// A namespace that no manifest declares: its name is known, what else is on it is not.
    fn undeclared(&self, name: &str) -> Arc<Labels> {
        if name == UNKNOWN {
            return Labels::unknown("the namespace is not known").into();
        }
        let open = !self.assumptions.undeclared_namespaces_are_bare;
        let cause = format!("the labels of namespace `{name}` are not in the files");
        let labels = if open { Labels::unknown(&cause) } else { Labels::default() };
        labels.with(NAMESPACE_NAME, name).into()
    }

    /// The namespaces of which `wanted` is true to at least this degree.
    pub(crate) fn namespaces_where(&self, wanted: &Expr, least: Tri) -> impl Iterator<Item = &str> {
        let mut universe = Universe::default();
        let empty: Arc<Labels> = Labels::default().into();
        let member = |labels: &Arc<Labels>| Traits {
            being: Being::Pods,
            labels: [empty.clone(), labels.clone(), empty.clone()],
            ports: vec![],
            ports_open: false,
            host_network: Tri::No,
            attachments: Attachments::default(),
            unproxied: PortSet::none(),
            datagrams: false,
            ranges: vec![],
        };
        let ids: Vec<MemberId> =
            self.namespaces.values().map(|l| universe.enter(member(l))).collect();
        universe.close();
        let selected = universe.select(wanted);
        let names = self.namespaces.keys().copied().zip(ids);
        names.filter(move |(_, id)| selected.at(id.0 as usize) >= least).map(|(name, _)| name)
    }

    /// The labels of the ServiceAccount `name`, with its name.
    pub(crate) fn account(&self, namespace: &str, name: &str) -> Labels {
        let facts = self.facts;
        let object =
            facts.kube.find(&facts.model.kube, self.scope, "ServiceAccount", namespace, name);
        let labels = object.map_or_else(
            || {
                if self.assumptions.undeclared_namespaces_are_bare {
                    return Labels::default();
                }
                Labels::unknown("the labels of its ServiceAccount are not in the files")
            },
            |o| Labels::read(o.at("metadata.labels")),
        );
        labels.with(crate::labels::ACCOUNT_NAME, name)
    }
}

/// The namespace of `object`; [`UNKNOWN`] where it is written but not known.
pub(crate) fn namespace_of(object: &Object) -> &str {
    if object.at("metadata.namespace").is_unknown() { UNKNOWN } else { kube::namespace_of(object) }
}

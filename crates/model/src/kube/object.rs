//! Any Kubernetes object.

use std::sync::Arc;

use ringfort_source::{At, Node, Span};

/// The number of an object in its [`super::Kube`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// The number of a scope in its [`super::Kube`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub u16);

/// An object as it stands in a manifest (or as an overlay renders it).
#[derive(Clone, Debug)]
pub struct Object {
    /// Its number.
    pub id: ObjectId,
    /// How findings name it: `Deployment/ns/name`; the middle is empty where no namespace is written.
    pub resource: Arc<str>,
    /// `apps/v1`.
    pub api_version: Box<str>,
    /// `Deployment`.
    pub kind: Box<str>,
    /// The namespace as written; `None` where none is (cluster-scoped, or left to the one who applies it).
    pub namespace: Option<Box<str>>,
    /// `metadata.name`, or `metadata.generateName` with a trailing `*`; empty if neither is there.
    pub name: Box<str>,
    /// `metadata.labels` with text values.
    pub labels: Vec<(Box<str>, Box<str>)>,
    /// The rendered overlay it belongs to; `None` for plain manifests, which every scope sees.
    pub scope: Option<ScopeId>,
    /// The whole object.
    pub root: Node,
    /// The line that names it: where a finding about the object as a whole points.
    pub head: Span,
}

impl Object {
    /// The namespace it ends up in when nothing says otherwise.
    pub fn namespace_or_default(&self) -> &str {
        self.namespace.as_deref().unwrap_or("default")
    }

    /// The API group: `apps` of `apps/v1`, empty for the core group.
    pub fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// The value at `path`; see [`Node::at`]. Absent top-level values point at the object's name.
    pub fn at(&self, path: &str) -> At<'_> {
        match self.root.at(path) {
            At::Absent(span) if span == self.root.span => At::Absent(self.head),
            other => other,
        }
    }

    /// The annotation `name`.
    pub fn annotation(&self, name: &str) -> At<'_> {
        self.root.at_keys(&["metadata", "annotations", name])
    }

    /// The label `name`.
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(k, _)| &**k == name).map(|(_, v)| &**v)
    }

    /// Do the two live in one cluster, as far as is known?
    pub fn sees(&self, other: &Object) -> bool {
        self.scope == other.scope || self.scope.is_none() || other.scope.is_none()
    }
}

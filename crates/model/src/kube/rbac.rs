//! Roles and bindings.

use ringfort_source::Span;

use super::ObjectId;

/// A Role or ClusterRole.
#[derive(Clone, Debug)]
pub struct Role {
    /// The object it is.
    pub object: ObjectId,
    /// Is it a ClusterRole?
    pub cluster: bool,
    /// What it allows.
    pub rules: Vec<Rule>,
    /// Does it gather the rules of other ClusterRoles (`aggregationRule`)?
    pub aggregates: bool,
    /// Are its rules not known as a whole?
    pub unknown: bool,
}

/// One rule: every combination of what it lists is allowed.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// Verbs, `*` for all.
    pub verbs: Vec<Box<str>>,
    /// API groups, empty text for the core group, `*` for all.
    pub groups: Vec<Box<str>>,
    /// Resources with subresources (`pods/exec`), `*` for all.
    pub resources: Vec<Box<str>>,
    /// Names it is limited to; empty: all.
    pub names: Vec<Box<str>>,
    /// Paths that are not resources.
    pub urls: Vec<Box<str>>,
    /// Where it stands.
    pub span: Option<Span>,
    /// Is one of its lists not known as a whole?
    pub unknown: bool,
}

/// A RoleBinding or ClusterRoleBinding.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The object it is.
    pub object: ObjectId,
    /// Is it a ClusterRoleBinding?
    pub cluster: bool,
    /// Does it refer to a ClusterRole?
    pub role_is_cluster: bool,
    /// The role's name; empty where not known.
    pub role: Box<str>,
    /// Where the role is named.
    pub role_span: Span,
    /// Who gets it.
    pub subjects: Vec<Subject>,
}

/// The kinds of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// A user, by name.
    User,
    /// A group, by name.
    Group,
    /// A ServiceAccount, by namespace and name.
    ServiceAccount,
}

/// Someone a binding names.
#[derive(Clone, Debug)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// The namespace of a ServiceAccount (the binding's own where none is written); empty for others.
    pub namespace: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Where it stands.
    pub span: Span,
}

impl Subject {
    /// `ServiceAccount/ns/name`, `Group//system:masters`.
    pub fn resource(&self) -> String {
        format!("{:?}/{}/{}", self.kind, self.namespace, self.name)
    }
}

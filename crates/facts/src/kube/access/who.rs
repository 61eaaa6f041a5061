//! Subjects of questions, and the groups that they are in without a manifest saying so.

use ringfort_model::kube::{Subject, SubjectKind};

use crate::kube::effective_namespace;

/// A user, group or ServiceAccount, as bindings name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// What it is.
    pub kind: SubjectKind,
    /// The namespace of a ServiceAccount; empty for others.
    pub namespace: Box<str>,
    /// Its name.
    pub name: Box<str>,
}

impl Holder {
    /// The one that a binding names. A user whose name is a ServiceAccount's is that ServiceAccount.
    pub fn of(subject: &Subject) -> Self {
        if subject.kind == SubjectKind::User
            && let Some(account) = account(&subject.name)
        {
            return account;
        }
        let namespace = match subject.kind {
            SubjectKind::ServiceAccount => effective_namespace(&subject.namespace).into(),
            SubjectKind::User | SubjectKind::Group => "".into(),
        };
        Self { kind: subject.kind, namespace, name: subject.name.clone() }
    }

    /// The groups that every cluster gives something.
    pub(super) fn in_every_cluster() -> [Self; 3] {
        ["system:masters", "system:authenticated", "system:unauthenticated"].map(Self::group)
    }

    fn group(name: &str) -> Self {
        Self { kind: SubjectKind::Group, namespace: "".into(), name: name.into() }
    }

    /// `ServiceAccount/ns/name`, `User/alice`, `Group/devs`.
    pub fn label(&self) -> String {
        match self.kind {
            SubjectKind::ServiceAccount => {
                format!("ServiceAccount/{}/{}", self.namespace, self.name)
            }
            SubjectKind::User => format!("User/{}", self.name),
            SubjectKind::Group => format!("Group/{}", self.name),
        }
    }

    /// The subject that a person writes: `sa/NS/NAME`, `user/NAME`, `group/NAME`, `system:serviceaccount:NS:NAME`,
    /// the name of a group that Kubernetes knows, or a bare name: a user.
    pub fn read(text: &str) -> Self {
        if let Some(account) = account(text) {
            return account;
        }
        let parts: Vec<&str> = text.splitn(3, '/').collect();
        let kind = parts.first().map(|kind| kind.to_ascii_lowercase());
        match (kind.as_deref(), parts.as_slice()) {
            (Some("sa" | "serviceaccount"), [_, namespace, name]) => Self::account(namespace, name),
            (Some("sa" | "serviceaccount"), [_, name]) => Self::account("default", name),
            (Some("group"), [_, ..]) => Self::group(text.split_once('/').map_or(text, |(_, n)| n)),
            (Some("user"), [_, ..]) => Self::user(text.split_once('/').map_or(text, |(_, n)| n)),
            _ if is_known_group(text) => Self::group(text),
            _ => Self::user(text),
        }
    }

    /// The ServiceAccount `namespace/name`.
    pub fn account(namespace: &str, name: &str) -> Self {
        let namespace = effective_namespace(namespace).into();
        Self { kind: SubjectKind::ServiceAccount, namespace, name: name.into() }
    }

    fn user(name: &str) -> Self {
        account(name).unwrap_or(Self {
            kind: SubjectKind::User,
            namespace: "".into(),
            name: name.into(),
        })
    }
}

/// The ServiceAccount of a user name (`system:serviceaccount:NS:NAME`).
fn account(user: &str) -> Option<Holder> {
    let (namespace, name) = user.strip_prefix("system:serviceaccount:")?.split_once(':')?;
    Some(Holder::account(namespace, name))
}

fn is_known_group(name: &str) -> bool {
    matches!(
        name,
        "system:authenticated"
            | "system:unauthenticated"
            | "system:masters"
            | "system:serviceaccounts"
    ) || name.starts_with("system:serviceaccounts:")
}

/// A subject with everything that it is: its names, and the groups that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    own: Holder,
    groups: Vec<Box<str>>,
}

impl Who {
    /// `holder` with the groups that Kubernetes puts it in. Groups of users are a matter of the authenticator and
    /// in no file.
    pub fn new(holder: &Holder) -> Self {
        let mut groups: Vec<Box<str>> = vec![];
        match holder.kind {
            SubjectKind::ServiceAccount => {
                groups.push("system:serviceaccounts".into());
                groups.push(format!("system:serviceaccounts:{}", holder.namespace).into());
                groups.push("system:authenticated".into());
            }
            SubjectKind::User if &*holder.name == "system:anonymous" => {
                groups.push("system:unauthenticated".into());
            }
            SubjectKind::User => groups.push("system:authenticated".into()),
            SubjectKind::Group => {
                groups.push(holder.name.clone());
                if holder.name.starts_with("system:serviceaccounts:") {
                    groups.push("system:serviceaccounts".into());
                }
                if !matches!(&*holder.name, "system:unauthenticated" | "system:authenticated") {
                    groups.push("system:authenticated".into());
                }
            }
        }
        Self { own: holder.clone(), groups }
    }

    /// `holder` without the groups that it is in: what bindings give to that very name.
    pub(super) fn only(holder: &Holder) -> Self {
        let own = (holder.kind == SubjectKind::Group).then(|| holder.name.clone());
        Self { own: holder.clone(), groups: own.into_iter().collect() }
    }

    /// Does a binding's subject mean it?
    pub fn is(&self, subject: &Subject) -> bool {
        match subject.kind {
            SubjectKind::Group => self.groups.contains(&subject.name),
            SubjectKind::User | SubjectKind::ServiceAccount => Holder::of(subject) == self.own,
        }
    }

    /// The built-in ClusterRoles that every cluster gives it (documentation, "Default roles and role bindings").
    pub(super) fn given(&self) -> Vec<&'static str> {
        let is_in = |group: &str| self.groups.iter().any(|g| &**g == group);
        let mut given = vec![];
        if is_in("system:masters") {
            given.push("cluster-admin");
        }
        if is_in("system:authenticated") {
            given.extend(["system:basic-user", "system:discovery", "system:public-info-viewer"]);
        }
        if is_in("system:unauthenticated") {
            given.push("system:public-info-viewer");
        }
        given
    }
}

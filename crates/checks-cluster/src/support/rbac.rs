//! Roles and subjects as checks look at them.

use ringfort_check::model::kube::{Binding, Object, Role, Rule, Subject, SubjectKind};
use ringfort_check::{Node, Scene, Span};

/// The label that the API server puts on its own roles (Kubernetes documentation, "Default roles").
const BOOTSTRAP: &str = "kubernetes.io/bootstrapping";

/// Is this a role or binding that the API server creates itself, as an export of a cluster shows it?
pub(crate) fn is_built_in(object: &Object) -> bool {
    let own_name = matches!(&*object.name, "cluster-admin" | "admin" | "edit" | "view")
        || object.name.starts_with("system:");
    own_name && object.label(BOOTSTRAP) == Some("rbac-defaults")
}

/// Did the user declare that this subject may hold platform rights?
pub(crate) fn is_declared(scene: &Scene<'_>, subject: &Subject) -> bool {
    let short = match subject.kind {
        SubjectKind::User => format!("User/{}", subject.name),
        SubjectKind::Group => format!("Group/{}", subject.name),
        SubjectKind::ServiceAccount => subject.resource(),
    };
    let full = subject.resource();
    scene.declared.platform_subjects.iter().any(|d| *d == short || *d == full)
}

/// Does the subject belong to the control plane or to a platform namespace?
pub(crate) fn is_platform(scene: &Scene<'_>, subject: &Subject) -> bool {
    is_declared(scene, subject)
        || match subject.kind {
            SubjectKind::ServiceAccount => scene.is_platform_namespace(&subject.namespace),
            SubjectKind::User => subject.name.starts_with("system:kube-"),
            SubjectKind::Group => matches!(&*subject.name, "system:nodes" | "system:masters"),
        }
}

/// Is it everyone, or every pod?
pub(crate) fn is_broad_group(subject: &Subject) -> bool {
    subject.kind == SubjectKind::Group
        && (matches!(&*subject.name, "system:authenticated" | "system:serviceaccounts"))
}

/// Is it a caller without credentials?
pub(crate) fn is_anonymous(subject: &Subject) -> bool {
    match subject.kind {
        SubjectKind::User => &*subject.name == "system:anonymous",
        SubjectKind::Group => &*subject.name == "system:unauthenticated",
        SubjectKind::ServiceAccount => false,
    }
}

/// Is it the ServiceAccount that pods get who name none?
pub(crate) fn is_default_account(subject: &Subject) -> bool {
    match subject.kind {
        SubjectKind::ServiceAccount => &*subject.name == "default",
        SubjectKind::User => {
            subject.name.starts_with("system:serviceaccount:") && subject.name.ends_with(":default")
        }
        SubjectKind::Group => false,
    }
}

/// The bindings that give `role`.
pub(crate) fn bindings_of<'a>(scene: &Scene<'a>, role: &Role) -> Vec<&'a Binding> {
    let kube = &scene.facts.model.kube;
    let gives = |b: &&Binding| {
        scene.facts.kube.role_of_binding(kube, b).is_some_and(|r| r.object == role.object)
    };
    kube.bindings.iter().filter(gives).collect()
}

/// Is the role bound, and only to declared platform subjects and the platform's own?
pub(crate) fn is_held_by_platform(scene: &Scene<'_>, role: &Role) -> bool {
    let bindings = bindings_of(scene, role);
    let mut holders = bindings.iter().flat_map(|b| &b.subjects).peekable();
    holders.peek().is_some() && holders.all(|s| is_platform(scene, s))
}

/// Where `rule` writes one of `words` in its list `key`; the rule itself if it does not.
pub(crate) fn place_of(object: &Object, rule: &Rule, key: &str, words: &[&str]) -> Span {
    let all = object.root.at("rules").list();
    let node = all.iter().find(|n| Some(n.span) == rule.span);
    let items = node.map_or(&[][..], |n| n.at(key).list());
    let written = |n: &&Node| n.as_str().is_some_and(|s| words.contains(&s));
    let found = items.iter().find(written).map(|n| n.span);
    found.or(rule.span).unwrap_or(object.head)
}

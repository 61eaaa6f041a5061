//! Roles and subjects as checks look at them.

use ringfort_check::model::kube::{Binding, Object, Role, Rule, Subject, SubjectKind};
use ringfort_check::{Failure, Node, Scene, Span, Verdict};

/// The label that the API server puts on its own roles (Kubernetes documentation, "Default roles").
const BOOTSTRAP: &str = "kubernetes.io/bootstrapping";

/// Is this a role or binding that the API server creates itself, as an export of a cluster shows it?
pub(crate) fn is_built_in(object: &Object) -> bool {
    let own_name = matches!(&*object.name, "cluster-admin" | "admin" | "edit" | "view")
        || object.name.starts_with("system:");
    own_name && object.label(BOOTSTRAP) == Some("rbac-defaults")
}

/// Prefixes of names that the control plane, or the provider that runs it, keeps for what it manages itself
/// (Kubernetes documentation, "Default roles and role bindings"; Amazon EKS user guide, "Kubernetes roles
/// and users"; the add-ons of GKE).
const RESERVED: &[&str] = &["system:", "eks:", "gce:"];

/// Does the name say that the platform manages this role or binding? No file shows whether it does.
pub(crate) fn is_reserved(object: &Object) -> bool {
    RESERVED.iter().any(|prefix| object.name.starts_with(prefix))
}

/// Why somebody may hold the strong `role` that `object` is: the platform holds it, or may do so.
pub(crate) fn excuse(scene: &Scene<'_>, role: &Role, object: &Object) -> Option<Verdict> {
    if is_held_by_platform(scene, role) {
        return Some(Verdict::pass(object.head, "held by platform subjects only"));
    }
    let bindings = bindings_of(scene, role);
    let reserved = |b: &&Binding| scene.facts.model.kube.object(b.object).is_some_and(is_reserved);
    let bound = !bindings.is_empty() && bindings.iter().all(reserved);
    (bound || is_reserved(object)).then(|| unmanaged(object.head))
}

/// The verdict on a strong role or binding with a reserved name.
pub(crate) fn unmanaged(at: Span) -> Verdict {
    Verdict::unknown(
        at,
        "the prefix of the name is kept for what the platform manages, and no file shows whether it does",
    )
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

/// The failure of a role with its bindings and who holds it by them.
pub(crate) fn with_holders(failure: Failure, scene: &Scene<'_>, role: &Role) -> Failure {
    let mut failure = failure;
    for binding in bindings_of(scene, role).into_iter().take(3) {
        if let Some(object) = scene.facts.model.kube.object(binding.object) {
            let resource = object.resource.to_string();
            failure = failure.related_to(binding.role_span, "bound here", resource);
        }
        for subject in binding.subjects.iter().take(3) {
            let note = format!("given to {:?} `{}` here", subject.kind, subject.name);
            failure = failure.related_to(subject.span, note, subject.resource());
        }
    }
    failure
}

//! Roles and bindings (rbac.authorization.k8s.io/v1).

use ringfort_model::kube::{Binding, Object, Role, Rule, Subject, SubjectKind};
use ringfort_source::Node;

pub(super) fn role(object: &Object) -> Role {
    let rules = object.root.at("rules");
    let rules_list: Vec<Rule> = rules.list().iter().map(rule).collect();
    Role {
        object: object.id,
        cluster: &*object.kind == "ClusterRole",
        aggregates: !object.root.at("aggregationRule").is_absent(),
        unknown: rules.is_unknown() || rules_list.iter().any(|r| r.unknown),
        rules: rules_list,
    }
}

fn rule(node: &Node) -> Rule {
    let list = |key: &str| node.at(key).list().iter().filter_map(text).collect();
    Rule {
        verbs: list("verbs"),
        groups: list("apiGroups"),
        resources: list("resources"),
        names: list("resourceNames"),
        urls: list("nonResourceURLs"),
        span: Some(node.span),
        unknown: node.has_unknown(),
    }
}

fn text(node: &Node) -> Option<Box<str>> {
    node.scalar().map(Into::into)
}

pub(super) fn binding(object: &Object) -> Binding {
    let role = object.root.at("roleRef.name");
    let ns = object.namespace.as_deref().unwrap_or("");
    Binding {
        object: object.id,
        cluster: &*object.kind == "ClusterRoleBinding",
        role_is_cluster: object.root.at("roleRef.kind").str() != Some("Role"),
        role: role.str().unwrap_or("").into(),
        role_span: role.span(),
        subjects: object.root.at("subjects").list().iter().filter_map(|n| subject(n, ns)).collect(),
    }
}

fn subject(node: &Node, ns: &str) -> Option<Subject> {
    let kind = match node.at("kind").str()? {
        "User" => SubjectKind::User,
        "Group" => SubjectKind::Group,
        "ServiceAccount" => SubjectKind::ServiceAccount,
        _ => return None,
    };
    let written = node.at("namespace").str();
    let namespace = match kind {
        SubjectKind::ServiceAccount => written.unwrap_or(ns).into(),
        SubjectKind::User | SubjectKind::Group => "".into(),
    };
    let name = node.at("name").node()?;
    Some(Subject { kind, namespace, name: name.scalar()?.into(), span: name.span })
}

//! Questions, and what a rule answers to them.

use ringfort_model::kube::Rule;

use super::Resource;
use crate::kube::rights;

/// What is asked: may someone do this?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A verb on a resource.
    Resource {
        /// `get`, `create`, `impersonate`, ...
        verb: String,
        /// On what.
        resource: Resource,
        /// On the object of this name; `None`: on any.
        name: Option<String>,
        /// In this namespace; `None`: in any, or in the cluster as a whole.
        namespace: Option<String>,
    },
    /// A verb on a path that is no resource: `/metrics`.
    Path {
        /// `get`, `post`, ...
        verb: String,
        /// The path.
        path: String,
    },
}

/// How far a rule answers a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Not at all.
    Nothing,
    /// Fully.
    All,
    /// For objects of these names only.
    Names(Vec<Box<str>>),
    /// For lists that a field selector (`metadata.name=...`) narrows to one of these names.
    Selected(Vec<Box<str>>),
}

impl Ask {
    /// Can a grant in `namespace` (`None`: in the whole cluster) answer it? A RoleBinding says nothing of paths,
    /// nor of resources outside namespaces.
    pub(super) fn reaches(&self, namespace: Option<&str>) -> bool {
        match (self, namespace) {
            (_, None) => true,
            (Ask::Path { .. }, Some(_)) => false,
            (Ask::Resource { resource, namespace: wanted, .. }, Some(granted)) => {
                resource.namespaced != Some(false)
                    && wanted.as_deref().is_none_or(|wanted| wanted == granted)
            }
        }
    }

    /// What `rule` answers, granted in `namespace`.
    pub(super) fn covered(&self, rule: &Rule, namespace: Option<&str>) -> Cover {
        match self {
            Ask::Path { verb, path } => {
                let fits = namespace.is_none()
                    && rights::has(&rule.verbs, verb)
                    && rule.urls.iter().any(|url| matches_path(url, path));
                if fits { Cover::All } else { Cover::Nothing }
            }
            Ask::Resource { verb, resource, name, .. } => {
                let fits = match &resource.group {
                    Some(group) => rights::allows_named(rule, verb, group, &resource.name),
                    None => rule
                        .groups
                        .iter()
                        .any(|group| rights::allows_named(rule, verb, group, &resource.name)),
                };
                if fits {
                    by_name(rule, verb, &resource.name, name.as_deref())
                } else {
                    Cover::Nothing
                }
            }
        }
    }
}

/// What `resourceNames` leave of a rule. A request to create an object or to delete a collection carries no name,
/// so that a rule with names never allows it; one to list or watch carries one only in a field selector.
fn by_name(rule: &Rule, verb: &str, resource: &str, name: Option<&str>) -> Cover {
    let names = &rule.names;
    if names.is_empty() {
        return Cover::All;
    }
    if name.is_some_and(|wanted| !names.iter().any(|n| **n == *wanted)) {
        return Cover::Nothing;
    }
    match verb {
        "create" if !resource.contains('/') => Cover::Nothing,
        "deletecollection" => Cover::Nothing,
        "list" | "watch" => Cover::Selected(names.clone()),
        _ if name.is_some() => Cover::All,
        _ => Cover::Names(names.clone()),
    }
}

/// A path of a rule: itself, or all that begin with it where it ends in `*`.
fn matches_path(url: &str, path: &str) -> bool {
    match url.strip_suffix('*') {
        Some(prefix) => path.starts_with(prefix),
        None => url == path,
    }
}

//! Label selectors of Kubernetes (meta/v1 LabelSelector).

use ringfort_source::{At, Node};

use crate::expr::{Domain, Expr};
use crate::labels::NAMESPACE_NAME;

/// What the selector at `at` says of labels of `domain`. An empty or absent one selects everything.
pub(crate) fn kubernetes(at: At<'_>, domain: Domain) -> Expr {
    read(at, &|key| Ok((domain, key.into())))
}

/// A key of a selector: whose label it is, or a condition that it means by itself.
pub(crate) type Key = Result<(Domain, Box<str>), Expr>;

/// [`kubernetes`], with `key` saying whose label a key means.
pub(crate) fn read(at: At<'_>, key: &dyn Fn(&str) -> Key) -> Expr {
    let node = match at {
        At::Absent(_) => return Expr::All,
        At::Unknown(node) => return Expr::Unknown(node.cause().into()),
        At::Set(node) => node,
    };
    let labels = match node.at("matchLabels") {
        At::Unknown(node) => vec![Expr::Unknown(node.cause().into())],
        at => at
            .node()
            .map_or(&[][..], Node::entries)
            .iter()
            .map(|e| {
                requirement(key(&e.key), |domain, name| match e.value.scalar() {
                    Some(value) => Expr::is(domain, name, &value),
                    None if e.value.is_unknown() => Expr::Unknown(e.value.cause().into()),
                    None => Expr::is(domain, name, ""),
                })
            })
            .collect(),
    };
    let expressions = match node.at("matchExpressions") {
        At::Unknown(node) => vec![Expr::Unknown(node.cause().into())],
        at => at.list().iter().map(|e| expression(e, key)).collect(),
    };
    Expr::and(labels.into_iter().chain(expressions))
}

fn requirement(key: Key, says: impl FnOnce(Domain, &str) -> Expr) -> Expr {
    match key {
        Ok((domain, name)) => says(domain, &name),
        Err(expr) => expr,
    }
}

fn expression(node: &Node, key: &dyn Fn(&str) -> Key) -> Expr {
    let (Some(name), Some(operator)) = (node.at("key").str(), node.at("operator").str()) else {
        return Expr::Unknown("a requirement without a known key and operator".into());
    };
    let values = node.at("values");
    if node.has_unknown() {
        return Expr::Unknown("a requirement whose values are not known".into());
    }
    let values: Vec<Box<str>> =
        values.list().iter().filter_map(Node::scalar).map(Into::into).collect();
    requirement(key(name), |domain, name| match operator {
        "In" => Expr::In(domain, name.into(), values),
        "NotIn" => Expr::In(domain, name.into(), values).not(),
        "Exists" => Expr::Has(domain, name.into()),
        "DoesNotExist" => Expr::Has(domain, name.into()).not(),
        _ => Expr::Unknown(format!("operator `{operator}` is none of the API's").into()),
    })
}

/// The pods of the namespace `name`, which may be one that is not known.
pub(crate) fn in_namespace(name: &str) -> Expr {
    if name.is_empty() {
        return Expr::Unknown("the policy's namespace is not known".into());
    }
    Expr::is(Domain::Namespace, NAMESPACE_NAME, name)
}

/// Pods, and not the sets of networks that Calico's selectors can select too.
pub(crate) fn only_pods(selector: Expr) -> Expr {
    Expr::and([Expr::Kind { sets: false }, selector])
}

//! From trees to policies.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Kind, Node};

use super::condition::Condition;
use super::names::Names;
use super::policy::{Effect, Named, Pattern, Policy, Scope, Statement, Whom};
use crate::text::Text;

/// The policy at `at` of `owner`, called `what`; `None` where none is written. `guards` says that it belongs to a
/// resource, so that a statement without a principal is about nobody it could name.
pub(crate) fn policy(
    names: &Names<'_>,
    owner: &Resource,
    at: At<'_>,
    what: &str,
) -> Option<Policy> {
    let node = match at {
        At::Absent(_) => return None,
        At::Unknown(node) => {
            return Some(Policy::closed(what, &unread(what, node), true, Some(node.span)));
        }
        At::Set(node) => node,
    };
    let mut statements = vec![];
    match node.at("Statement") {
        At::Set(list) => {
            statements.extend(list.one_or_many().iter().map(|n| statement(names, owner, n, what)));
        }
        At::Unknown(inner) => {
            statements.extend(
                Policy::closed(what, &unread(what, inner), true, Some(inner.span)).statements,
            );
        }
        At::Absent(_) if matches!(node.kind, Kind::Str(_)) => {
            let cause = format!("{what} is not JSON that could be read");
            statements.extend(Policy::closed(what, &cause, true, Some(node.span)).statements);
        }
        At::Absent(_) => {}
    }
    let mut policy = Policy { what: what.into(), statements };
    let has_variables = match node.at("Version") {
        At::Set(version) => version.as_str() == Some("2012-10-17"),
        At::Unknown(_) => true,
        At::Absent(_) => false,
    };
    if !has_variables {
        policy.statements.iter_mut().for_each(without_variables);
    }
    Some(policy)
}

fn unread(what: &str, node: &Node) -> String {
    format!("{what} is not known: {}", node.cause())
}

fn statement(names: &Names<'_>, owner: &Resource, node: &Node, what: &str) -> Statement {
    if !matches!(node.kind, Kind::Map(_)) {
        let closed = Policy::closed(what, &unread(what, node), true, Some(node.span));
        return closed.statements.into_iter().next().unwrap_or_else(|| empty(node));
    }
    let effect = match node.get("Effect").and_then(Node::as_str) {
        Some("Allow") => Effect::Allow,
        Some("Deny") => Effect::Deny,
        _ => Effect::Unknown,
    };
    let (conditions, open) = conditions(names, owner, node.get("Condition"));
    Statement {
        sid: node.get("Sid").and_then(Node::as_str).unwrap_or("").into(),
        effect,
        actions: scope(names, owner, node, "Action", "NotAction"),
        resources: scope(names, owner, node, "Resource", "NotResource"),
        whom: whom(names, owner, node),
        conditions,
        open,
        at: Some(node.span),
    }
}

/// A statement that says nothing.
fn empty(node: &Node) -> Statement {
    Statement {
        sid: "".into(),
        effect: Effect::Unknown,
        actions: Scope::Own,
        resources: Scope::Own,
        whom: Whom::Holder,
        conditions: vec![],
        open: Some("a statement could not be read".into()),
        at: Some(node.span),
    }
}

fn scope(names: &Names<'_>, owner: &Resource, node: &Node, listed: &str, others: &str) -> Scope {
    let list = |key| {
        node.get(key).filter(|n: &&Node| n.kind != Kind::Null).map(|n| names.patterns(owner, n))
    };
    match (list(listed), list(others)) {
        (Some(list), _) => Scope::Listed(list),
        (None, Some(list)) => Scope::AllBut(list),
        (None, None) => Scope::Own,
    }
}

fn whom(names: &Names<'_>, owner: &Resource, node: &Node) -> Whom {
    if let Some(named) = node.get("Principal").filter(|n| n.kind != Kind::Null) {
        return Whom::Listed(principals(names, owner, named));
    }
    match node.get("NotPrincipal").filter(|n| n.kind != Kind::Null) {
        Some(named) => Whom::AllBut(principals(names, owner, named)),
        None => Whom::Holder,
    }
}

fn principals(names: &Names<'_>, owner: &Resource, node: &Node) -> Vec<Named> {
    let Kind::Map(entries) = &node.kind else {
        return vec![Named { kind: "*".into(), ids: names.patterns(owner, node) }];
    };
    let one = |e: &ringfort_source::Entry| Named {
        kind: e.key.clone(),
        ids: names.patterns(owner, &e.value),
    };
    entries.iter().map(one).collect()
}

fn conditions(
    names: &Names<'_>,
    owner: &Resource,
    node: Option<&Node>,
) -> (Vec<Condition>, Option<Box<str>>) {
    let Some(node) = node.filter(|n| n.kind != Kind::Null) else { return (vec![], None) };
    if node.is_unknown() {
        return (vec![], Some(node.cause().into()));
    }
    let (mut out, mut open) = (vec![], None);
    for operator in node.entries() {
        if operator.value.is_unknown() {
            open = Some(operator.value.cause().into());
        }
        for entry in operator.value.entries() {
            let values = names.patterns(owner, &entry.value);
            out.push(Condition::new(&operator.key, &entry.key, values));
        }
    }
    (out, open)
}

/// A policy without a version, or of the first one, has no variables: `${aws:username}` is that text.
fn without_variables(statement: &mut Statement) {
    let plain = |list: &mut Vec<Pattern>| {
        for pattern in list {
            pattern.text = Text(pattern.text.0.drain(..).flat_map(spelled).collect());
        }
    };
    for scope in [&mut statement.actions, &mut statement.resources] {
        if let Scope::Listed(list) | Scope::AllBut(list) = scope {
            plain(list);
        }
    }
    statement.conditions.iter_mut().for_each(|c| plain(&mut c.values));
}

fn spelled(piece: crate::text::Piece) -> Vec<crate::text::Piece> {
    match piece {
        crate::text::Piece::Variable(name, _) => Text::literal(&format!("${{{name}}}")).0,
        piece => vec![piece],
    }
}

//! Policies as trees.
//!
//! Whatever way a policy is written, an attribute that holds one is a map: `policy.Statement` is a
//! list of maps with `Sid`, `Effect`, `Action`, `NotAction`, `Resource`, `NotResource`, `Principal`,
//! `NotPrincipal` and `Condition`, as the policy language names them. This holds for
//!
//! - `jsonencode({ ... })`: the argument itself, with its places;
//! - `data.aws_iam_policy_document.NAME.json`: the document's statements, each at the place of
//!   its block; `Action`, `Resource` and their like are lists there, `Principal` a map of lists;
//! - a heredoc, a text or a `file()` that holds JSON: places are lines of the text. What an
//!   interpolation leaves open (an ARN known after apply) is unknown in place, the rest is known.
//!
//! A text inside of a policy of which an end is known although the middle is not, as in
//! `"${replace(issuer.url, "https://", "")}:sub"`:
//!
//! - as the key of a condition it is written with `*` for what is not known, `*:sub`, so that the key is
//!   found by its known end. Keys of conditions have no wildcards of their own. A key of which nothing is
//!   known, or two that look the same, make the conditions of that operator unknown as a whole;
//! - as a value (`Resource`, a principal, the value of a condition) it stays unknown: a pattern with `*` would
//!   grant more than what is meant. The cause ends with what is known of it:
//!   `known after apply: aws_s3_bucket.b.arn, in "${...}/*"`.
//!
//! A Kubernetes manifest in YAML of which a piece is not known is a tree in the same way; one that is known as
//! a whole stays a text. Trees stand for every other attribute whose whole value is JSON (`container_definitions`). JSON
//! that does not parse stays a text (a `,` before a closing bracket is passed over). As the policy language has it, a single string may stand where
//! a list could, and a single statement where a list could: read with `one_or_many`.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::Block;

use crate::computed::{Entries, field};
use crate::json::from_node;
use crate::places::Places;
use crate::scope::Scope;
use crate::value::{K, PartKey, Val};

/// The policy that an `aws_iam_policy_document` describes.
pub(crate) fn document(scope: &Rc<Scope<'_>>, block: &Block, attrs: &Val) -> Val {
    let mut statements = Vec::new();
    inherited(scope, attrs, &["source_policy_documents", "source_json"], &mut statements);
    for statement in list(attrs, "statement") {
        put(&mut statements, self::statement(&statement));
    }
    inherited(scope, attrs, &["override_policy_documents", "override_json"], &mut statements);
    let mut out = Entries::new();
    let at = block.span;
    let version = field(attrs, "version").unwrap_or_else(|| Val::str(at, "2012-10-17"));
    out.insert("Version".into(), (at, version));
    if let Some(id) = field(attrs, "policy_id") {
        out.insert("Id".into(), (id.at, id));
    }
    out.insert("Statement".into(), (at, Val::seq(at, statements)));
    Val::map(at, out)
}

/// A list's elements, a single value as one; an unknown list as one unknown element.
fn list(value: &Val, name: &str) -> Vec<Val> {
    match field(value, name) {
        None => Vec::new(),
        Some(v) => v.items().map_or_else(|| vec![v.clone()], <[Val]>::to_vec),
    }
}

/// Adds a statement; one of the same `Sid` is replaced.
fn put(statements: &mut Vec<Val>, statement: Val) {
    let sid = |s: &Val| field(s, "Sid").and_then(|v| v.text()).filter(|t| !t.is_empty());
    if let Some(id) = sid(&statement)
        && let Some(old) = statements.iter_mut().find(|s| sid(s).is_some_and(|o| o == id))
    {
        *old = statement;
        return;
    }
    statements.push(statement);
}

/// Adds the statements of other documents. What is not known of them is an unknown statement.
fn inherited(scope: &Rc<Scope<'_>>, attrs: &Val, names: &[&str], out: &mut Vec<Val>) {
    for document in names.iter().flat_map(|n| list(attrs, n)) {
        let tree = match &document.kind {
            K::Json(tree) => Some((**tree).clone()),
            K::Str(text) => tree_of_text(scope, document.from.unwrap_or(document.at), text),
            _ => None,
        };
        match tree {
            Some(tree) => list(&tree, "Statement").into_iter().for_each(|s| put(out, s)),
            None => out.push(document.unknown_like(document.at)),
        }
    }
}

/// One `statement` block in the words of the policy language.
fn statement(block: &Val) -> Val {
    if block.is_unknown() {
        return block.clone();
    }
    let mut out = Entries::new();
    let mut set = |name: &str, value: Val| drop(out.insert(name.into(), (value.at, value)));
    if let Some(sid) = field(block, "sid") {
        set("Sid", sid);
    }
    set("Effect", field(block, "effect").unwrap_or_else(|| Val::str(block.at, "Allow")));
    for (from, to) in [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        if let Some(value) = field(block, from) {
            set(to, with_variables(value));
        }
    }
    for (from, to) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        let all = list(block, from);
        if !all.is_empty() {
            set(to, principal(&all));
        }
    }
    let conditions = list(block, "condition");
    if !conditions.is_empty() {
        set("Condition", condition(&conditions));
    }
    Val::map(block.at, out)
}

/// A document writes the variables of the policy language as `&{...}`, for `${...}` means something else.
fn with_variables(value: Val) -> Val {
    match &value.kind {
        K::Str(text) if text.contains("&{") => {
            let text = text.replace("&{", "${");
            Val { kind: K::Str(text.into()), ..value }
        }
        K::Seq(s) if !s.set => {
            let items = s.items.iter().cloned().map(with_variables).collect();
            Val { kind: Val::seq(value.at, items).kind, ..value }
        }
        _ => value,
    }
}

/// The policy that a `google_iam_policy` describes: `bindings` of a role, its members and a condition.
pub(crate) fn bindings(block: &Block, attrs: &Val) -> Val {
    let at = block.span;
    let pick = |from: &Val, names: &[(&str, &str)]| {
        let entry = |(from_name, to): &(&str, &str)| {
            let value = field(from, from_name)?;
            Some((Rc::from(*to), (value.at, value)))
        };
        Val::map(from.at, names.iter().filter_map(entry).collect())
    };
    let binding = |binding: Val| {
        if binding.is_unknown() {
            return binding;
        }
        let plain = pick(&binding, &[("role", "role"), ("members", "members")]);
        let Some(condition) = list(&binding, "condition").into_iter().next() else { return plain };
        let names = ["title", "description", "expression"].map(|n| (n, n));
        let mut entries = plain.as_map().map(|m| m.entries.clone()).unwrap_or_default();
        entries.insert("condition".into(), (condition.at, pick(&condition, &names)));
        Val::map(binding.at, entries)
    };
    let all = list(attrs, "binding").into_iter().map(binding).collect();
    Val::map(at, Entries::from([("bindings".into(), (at, Val::seq(at, all)))]))
}

/// `principals` blocks: a map from kind to identifiers, `"*"` for everyone.
fn principal(blocks: &[Val]) -> Val {
    let at = blocks.first().map_or(Span::file(ringfort_source::SourceId(0)), |b| b.at);
    let mut out = Entries::new();
    for block in blocks {
        if block.is_unknown() {
            return block.clone();
        }
        let Some(kind) = field(block, "type").and_then(|t| t.text()) else {
            return field(block, "type").unwrap_or_else(|| block.clone()).unknown_like(block.at);
        };
        let ids = list(block, "identifiers").into_iter().map(with_variables);
        if &*kind == "*" {
            return Val::str(block.at, "*");
        }
        let slot = out.entry(kind).or_insert((block.at, Val::seq(block.at, Vec::new())));
        let mut all = slot.1.items().map(<[Val]>::to_vec).unwrap_or_default();
        all.extend(ids);
        slot.1 = Val::seq(slot.1.at, all);
    }
    Val::map(at, out)
}

/// `condition` blocks: operator, then key, then values.
fn condition(blocks: &[Val]) -> Val {
    let at = blocks.first().map_or(Span::file(ringfort_source::SourceId(0)), |b| b.at);
    let mut out: BTreeMap<Rc<str>, (Entries, Vec<PartKey>)> = BTreeMap::new();
    for block in blocks {
        let undecided = || {
            block.cause().map_or_else(
                || Val::error(block.at, "a condition needs `test` and `variable`"),
                |_| block.unknown_like(block.at),
            )
        };
        let Some(test) = field(block, "test").and_then(|v| v.text()) else { return undecided() };
        let Some(key) = field(block, "variable") else { return undecided() };
        let (whole, partly) = out.entry(test).or_default();
        let values = list(block, "values").into_iter().map(with_variables);
        match (&key.kind, key.text()) {
            (_, Some(text)) => {
                let slot = whole.entry(text);
                let slot = slot.or_insert((block.at, Val::seq(block.at, Vec::new())));
                let all = slot.1.items().unwrap_or_default().iter().cloned().chain(values);
                slot.1 = Val::seq(slot.1.at, all.collect());
            }
            (K::Partial(known), _) => {
                let value = Val::seq(block.at, values.collect()).with_refs(&key.refs);
                partly.push(PartKey { key: known.clone(), span: block.at, value });
            }
            _ => return undecided(),
        }
    }
    let operator = |(test, (whole, partly)): (Rc<str>, (Entries, Vec<PartKey>))| {
        (test, (at, Val::partly_keyed(at, whole, partly)))
    };
    Val::map(at, out.into_iter().map(operator).collect())
}

/// Is it the object of a Kubernetes manifest?
pub(crate) fn is_manifest(value: &Val) -> bool {
    let has = |name: &str| value.as_map().is_some_and(|m| m.entries.contains_key(name));
    has("apiVersion") && has("kind")
}

/// The tree of a text that is one Kubernetes manifest in YAML.
pub(crate) fn tree_of_manifest(scope: &Rc<Scope<'_>>, at: Span, text: &str) -> Option<Val> {
    let begins = |key: &str| text.lines().any(|l| l.starts_with(key));
    if !begins("apiVersion:") || !begins("kind:") {
        return None;
    }
    let parsed = ringfort_syntax::yaml::parse(at.source, text);
    let [only] = parsed.documents.as_slice() else { return None };
    let places = Places::new(at, scope.engine.project.text(at).unwrap_or(""), text);
    let tree = from_node(&only.root, &|n| places.of(n.span));
    (parsed.errors.is_empty() && is_manifest(&tree)).then_some(tree)
}

/// The tree of a text that is JSON as a whole and an object or list. `at` is where the text stands:
/// a heredoc's or a file's lines give the tree its places.
pub(crate) fn tree_of_text(scope: &Rc<Scope<'_>>, at: Span, text: &str) -> Option<Val> {
    let trimmed = text.trim_start();
    if !trimmed.starts_with(['{', '[']) || trimmed.starts_with("[]") || trimmed.starts_with("{}") {
        return None;
    }
    let node = ringfort_syntax::json::parse_lenient(at.source, text).ok()?;
    let places = Places::new(at, scope.engine.project.text(at).unwrap_or(""), text);
    Some(from_node(&node, &|n| places.of(n.span)))
}

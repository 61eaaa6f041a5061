//! `vars`, the old way to copy a value: `$(NAME)` in commands, arguments, environments and a few more.
//!
//! Source: kustomize's documentation of vars and its default variable references.

use std::collections::BTreeMap;

use ringfort_source::{Kind, Node, Span};

use crate::build::Builder;
use crate::field_path;
use crate::resource::Resource;
use crate::{ProblemKind, tree};

/// The fields whose texts are looked at.
const FIELDS: [&str; 10] = [
    "args",
    "command",
    "host",
    "hosts",
    "mountPath",
    "path",
    "secretName",
    "server",
    "subPath",
    "value",
];
/// How long a text may become, in bytes.
const MAX_TEXT: usize = 1 << 20;

/// Puts the values of all variables into all objects, after every name is final.
pub(crate) fn run(builder: &mut Builder<'_>, resources: &mut [Resource]) {
    let declared = std::mem::take(&mut builder.vars);
    let mut values = BTreeMap::new();
    for node in &declared {
        let name = node.at("name").str().unwrap_or("").to_owned();
        let value = value(node, resources).unwrap_or_else(|cause| {
            builder.problem(ProblemKind::NoMatch, node.span, cause.as_str());
            Node::unknown(node.span, cause)
        });
        values.entry(name).or_insert(value);
    }
    if values.is_empty() {
        return;
    }
    for resource in resources.iter_mut().filter(|r| !["ConfigMap", "Secret"].contains(&r.kind())) {
        tree::walk(&mut resource.node, "", &mut |key, node| {
            if FIELDS.contains(&key) {
                expand(node, &values);
            } else if let (true, Kind::Map(entries)) = (key == "annotations", &mut node.kind) {
                for entry in entries {
                    expand(&mut entry.value, &values);
                }
            }
        });
    }
}

fn value(node: &Node, resources: &[Resource]) -> Result<Node, String> {
    let name = node.at("name").str().ok_or("a variable has a `name`; add one")?;
    let object = node.at("objref").node().ok_or("a variable has an `objref`; add one")?;
    let found = resources.iter().find(|r| r.is(object));
    let found = found.ok_or_else(|| {
        format!("the variable `{name}` names an object that is not here; correct its `objref`")
    })?;
    let path = node.at("fieldref.fieldpath").str().or(node.at("fieldref.fieldPath").str());
    let path = path.unwrap_or("metadata.name");
    // Here alone an index is written `a[0]`.
    let steps = field_path::parse(&path.replace('[', ".["))?;
    let mut copy = found.node.clone();
    let mut slots = Vec::new();
    field_path::find(&mut copy, &steps, None, &mut slots);
    let slot = slots.into_iter().next().map(|n| n.clone());
    slot.filter(|n| n.is_unknown() || n.scalar().is_some())
        .ok_or_else(|| format!("the variable `{name}` has no single value at `{path}`; correct it"))
}

/// Replaces each `$(NAME)` of a declared variable, once.
fn expand(node: &mut Node, values: &BTreeMap<String, Node>) {
    let Kind::Str(text) = &node.kind else { return };
    let (mut out, mut rest) = (String::new(), &**text);
    let mut decided: Option<Span> = None;
    while let Some((before, after)) = rest.split_once("$(") {
        out += before;
        let named = after.split_once(')').and_then(|(name, tail)| Some((values.get(name)?, tail)));
        let Some((value, tail)) = named else {
            out += "$(";
            rest = after;
            continue;
        };
        let Some(new) = value.scalar().filter(|v| out.len() + v.len() <= MAX_TEXT) else {
            let cause = if value.is_unknown() { value.cause() } else { "the text is too long" };
            *node = Node::unknown(node.span, cause);
            return;
        };
        out += &new;
        decided = decided.or(Some(value.span));
        rest = tail;
    }
    if let Some(span) = decided {
        out += rest;
        *node = Node { span: node.span, from: Some(Box::new(span)), kind: Kind::Str(out.into()) };
    }
}

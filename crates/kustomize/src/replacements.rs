//! `replacements`: values copied from one object into others.
//!
//! Source: kustomize's documentation of replacements. Where the source cannot be found, the targets
//! become unknown: what is written there is a placeholder and no evidence.

use ringfort_source::{Kind, Node, Span};

use crate::build::{Builder, Layer};
use crate::field_path::{self, Step};
use crate::resource::Resource;
use crate::select::Selector;
use crate::{Problem, ProblemKind, json_patch};

/// What is copied where no path is written.
const DEFAULT_PATH: &str = "metadata.name";
/// How long a text that a replacement joins may become, in bytes.
const MAX_TEXT: usize = 1 << 20;

pub(crate) fn run(builder: &mut Builder<'_>, layer: &Layer, resources: &mut [Resource]) {
    for node in layer.root.at("replacements").list() {
        let Some(path) = node.get("path") else {
            one(builder, node, resources);
            continue;
        };
        for document in builder.documents(layer, path, false) {
            for replacement in document.one_or_many() {
                one(builder, replacement, resources);
            }
        }
    }
}

fn one(builder: &mut Builder<'_>, replacement: &Node, resources: &mut [Resource]) {
    let targets = replacement.at("targets").list();
    if targets.is_empty() {
        let cause = "a replacement has `targets` that say what it changes; add them";
        return builder.problem(ProblemKind::Invalid, replacement.span, cause);
    }
    let value = value(replacement, resources).unwrap_or_else(|problem| {
        let unknown = Node::unknown(problem.span, problem.message.as_str());
        builder.problem(problem.kind, problem.span, problem.message);
        unknown
    });
    let mut spent = 0;
    for target in targets {
        if let Err(problem) = apply(builder, target, &value, resources, &mut spent) {
            builder.problem(problem.kind, problem.span, problem.message);
        }
    }
}

fn invalid(span: Span, message: impl Into<String>) -> Problem {
    Problem { kind: ProblemKind::Invalid, span, message: message.into() }
}

/// What is to be copied, with the place it is written at.
fn value(replacement: &Node, resources: &[Resource]) -> Result<Node, Problem> {
    if let Some(literal) = replacement.at("sourceValue").node() {
        return Ok(literal.clone());
    }
    let Some(source) = replacement.at("source").node() else {
        let cause = "a replacement has a `source` that says what it copies; add one";
        return Err(invalid(replacement.span, cause));
    };
    let mut object = sole(source, resources)?.node.clone();
    let path = source.at("fieldPath").str().unwrap_or(DEFAULT_PATH);
    let span = source.at("fieldPath").span();
    let steps = field_path::parse(path).map_err(|cause| invalid(span, cause))?;
    let mut found = Vec::new();
    field_path::find(&mut object, &steps, None, &mut found);
    let Some(found) = found.into_iter().next() else {
        let message = format!("the source has nothing at `{path}`; correct the path");
        return Err(Problem { kind: ProblemKind::NoMatch, span, message });
    };
    refine(found.clone(), source)
}

/// The one object that `source` names, by a present or an earlier name.
fn sole<'r>(source: &Node, resources: &'r [Resource]) -> Result<&'r Resource, Problem> {
    let mut found = resources.iter().filter(|r| r.is(source));
    let first = found.next();
    let others = found.count();
    first.filter(|_| others == 0).ok_or_else(|| {
        let cause = match others {
            0 => "the replacement's source matches no object; correct its kind, name or namespace",
            _ => "the replacement's source matches several objects; name one",
        };
        Problem { kind: ProblemKind::NoMatch, span: source.span, message: cause.into() }
    })
}

/// The piece of the value that the source's options ask for.
fn refine(value: Node, source: &Node) -> Result<Node, Problem> {
    let options = source.at("options");
    let Some(delimiter) = options.key("delimiter").str().filter(|d| !d.is_empty()) else {
        return Ok(value);
    };
    let span = options.span();
    let Some(text) = value.scalar() else {
        return Err(invalid(span, "only a text can be cut by a `delimiter`; remove it"));
    };
    let index = index(source);
    let piece = usize::try_from(index).ok().and_then(|i| text.split(delimiter).nth(i));
    let cause = || format!("`index` {index} is outside of `{text}`; correct it");
    let piece = piece.ok_or_else(|| invalid(span, cause()))?;
    Ok(Node { kind: Kind::Str(piece.into()), ..value })
}

fn index(node: &Node) -> i64 {
    node.at("options.index").node().and_then(Node::as_i64).unwrap_or(0)
}

/// Puts the value into every field of every object that `target` means.
fn apply(
    builder: &mut Builder<'_>,
    target: &Node,
    value: &Node,
    resources: &mut [Resource],
    spent: &mut usize,
) -> Result<(), Problem> {
    let read = |node: &Node| Selector::read(node).map_err(|(span, cause)| invalid(span, cause));
    let Some(select) = target.at("select").node() else {
        return Err(invalid(
            target.span,
            "a target has a `select` that says what it changes; add one",
        ));
    };
    let selector = read(select)?;
    let rejects = target.at("reject").list().iter().filter(|r| !r.entries().is_empty());
    let rejects = rejects.map(read).collect::<Result<Vec<_>, _>>()?;
    let paths = paths(target)?;
    let mut any = false;
    let chosen = |r: &&mut Resource| selector.matches(r) && !rejects.iter().any(|s| s.matches(r));
    for resource in resources.iter_mut().filter(chosen) {
        any = true;
        resource.remember();
        for path in &paths {
            if let Err(problem) = put(&mut resource.node, path, target, value, spent) {
                builder.problem(problem.kind, problem.span, problem.message);
            }
        }
    }
    if any {
        return Ok(());
    }
    let message = "the replacement's target matches no object; correct its `select`, or remove it";
    Err(Problem { kind: ProblemKind::NoMatch, span: select.span, message: message.into() })
}

/// A field path with its text and place.
struct Field {
    text: String,
    span: Span,
    steps: Vec<Step>,
}

fn paths(target: &Node) -> Result<Vec<Field>, Problem> {
    let field = |text: &str, span| {
        let steps = field_path::parse(text).map_err(|cause| invalid(span, cause))?;
        Ok(Field { text: text.to_owned(), span, steps })
    };
    let written = target.at("fieldPaths").list();
    if written.is_empty() {
        return Ok(vec![field(DEFAULT_PATH, target.span)?]);
    }
    written.iter().map(|node| field(node.as_str().unwrap_or(""), node.span)).collect()
}

fn put(
    object: &mut Node,
    field: &Field,
    target: &Node,
    value: &Node,
    spent: &mut usize,
) -> Result<(), Problem> {
    let limit = |message: &str| Problem {
        kind: ProblemKind::Limit,
        span: field.span,
        message: message.to_owned(),
    };
    let what = format!("`{}`", object.at("metadata.name").str().unwrap_or("the object"));
    let create = target.at("options.create").bool() == Some(true);
    let (size, depth) = value.measure();
    if size > 1 && depth + field.steps.len() + object.measure().1 > json_patch::MAX_DEPTH {
        return Err(limit("the replacement makes an object too deep; copy less"));
    }
    let mut slots = Vec::new();
    field_path::find(object, &field.steps, create.then_some(field.span), &mut slots);
    if slots.is_empty() {
        let message = format!(
            "{what} has nothing at `{}`; correct the path, or set `create: true`",
            field.text
        );
        return Err(Problem { kind: ProblemKind::NoMatch, span: field.span, message });
    }
    for slot in slots {
        *spent += size - 1;
        if *spent > json_patch::MAX_COPIED {
            return Err(limit("the replacement copies too many values; copy less"));
        }
        *slot = joined(slot, value, target).map_err(|(kind, message)| Problem {
            kind,
            span: field.span,
            message,
        })?;
    }
    Ok(())
}

/// The value as the target's options place it into what is there.
fn joined(old: &Node, value: &Node, target: &Node) -> Result<Node, (ProblemKind, String)> {
    let delimiter = target.at("options.delimiter").str().filter(|d| !d.is_empty());
    let (Some(delimiter), false) = (delimiter, value.is_unknown() || old.is_unknown()) else {
        return Ok(if old.is_unknown() && delimiter.is_some() {
            old.clone()
        } else {
            value.clone()
        });
    };
    let old = if old.kind == Kind::Null { Some(String::new()) } else { old.scalar() };
    let (Some(old), Some(new)) = (old, value.scalar()) else {
        let cause = "only a text can be cut by a `delimiter`; remove it";
        return Err((ProblemKind::Invalid, cause.into()));
    };
    let mut pieces: Vec<&str> = old.split(delimiter).collect();
    match usize::try_from(index(target)) {
        Err(_) => pieces.insert(0, &new),
        Ok(index) => match pieces.get_mut(index) {
            Some(piece) => *piece = &new,
            None => pieces.push(&new),
        },
    }
    let text = pieces.join(delimiter);
    if text.len() > MAX_TEXT {
        let cause = format!("the replacement makes a text of over {MAX_TEXT} bytes; shorten it");
        return Err((ProblemKind::Limit, cause));
    }
    Ok(Node { kind: Kind::Str(text.into()), ..value.clone() })
}

//! Field paths of replacements: `spec.containers.[name=app].image`, `data.a\.b`, `rules.*.host`.
//!
//! Source: kustomize's documentation of replacements.

use ringfort_source::{Entry, Kind, Node, Span};

use crate::tree;

/// How many steps a path may have.
const MAX_STEPS: usize = 128;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A key, an index, `*` for all, `-` for a new last element.
    Name(String),
    /// The elements whose field has the value; an empty field means the element itself.
    Filter(String, String),
}

/// Reads a path. Dots in brackets and after a backslash belong to a key.
pub(crate) fn parse(path: &str) -> Result<Vec<Step>, String> {
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0_usize);
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => part.extend(chars.next()),
            '.' if depth == 0 => parts.push(std::mem::take(&mut part)),
            c => {
                depth =
                    if c == '[' { depth + 1 } else { depth.saturating_sub(usize::from(c == ']')) };
                part.push(c);
            }
        }
    }
    parts.push(part);
    if parts.len() > MAX_STEPS {
        return Err(format!("the path has more than {MAX_STEPS} steps; shorten it"));
    }
    if depth > 0 {
        return Err(format!("`{path}` opens a `[` that is not closed; close it"));
    }
    Ok(parts.into_iter().filter(|p| !p.is_empty()).map(step).collect())
}

fn step(part: String) -> Step {
    let inner = part.strip_prefix('[').and_then(|p| p.strip_suffix(']')).map(str::to_owned);
    match inner {
        None => Step::Name(part),
        Some(inner) => match inner.split_once('=') {
            Some((key, value)) => Step::Filter(key.into(), value.trim_matches(['"', '\'']).into()),
            None => Step::Name(inner),
        },
    }
}

/// Everything at the path, to change. With `create`, what is missing is made, as written there.
pub(crate) fn find<'a>(
    node: &'a mut Node,
    steps: &[Step],
    create: Option<Span>,
    out: &mut Vec<&'a mut Node>,
) {
    let Some((step, rest)) = steps.split_first() else { return out.push(node) };
    if let Some(span) = create {
        make(node, step, span);
    }
    match (&mut node.kind, step) {
        (Kind::Map(entries), Step::Name(name)) => {
            for entry in entries.iter_mut().filter(|e| name == "*" || *e.key == **name) {
                find(&mut entry.value, rest, create, out);
            }
        }
        (Kind::Seq(items), Step::Name(name)) => {
            let last = items.len().checked_sub(1).filter(|_| name == "-" && create.is_some());
            let index = last.or_else(|| name.parse().ok());
            for (_, item) in
                items.iter_mut().enumerate().filter(|(i, _)| name == "*" || Some(*i) == index)
            {
                find(item, rest, create, out);
            }
        }
        (Kind::Seq(items), Step::Filter(key, value)) => {
            for item in items.iter_mut().filter(|item| holds(item, key, value)) {
                find(item, rest, create, out);
            }
        }
        _ => {}
    }
}

fn holds(item: &Node, key: &str, value: &str) -> bool {
    let field = if key.is_empty() { Some(item) } else { item.get(key) };
    field.and_then(Node::scalar).is_some_and(|text| text == value)
}

/// Makes what the step asks for, if it is missing.
fn make(node: &mut Node, step: &Step, span: Span) {
    if node.kind == Kind::Null {
        let list = matches!(step, Step::Filter(..)) || *step == Step::Name("-".into());
        node.kind = if list { Kind::Seq(Vec::new()) } else { Kind::Map(Vec::new()) };
    }
    match (&mut node.kind, step) {
        (Kind::Map(entries), Step::Name(name))
            if name != "*" && !entries.iter().any(|e| *e.key == **name) =>
        {
            let value = Node::new(span, Kind::Null);
            entries.push(Entry { key: name.as_str().into(), key_span: span, value });
        }
        (Kind::Seq(items), Step::Name(name)) if name == "-" => {
            items.push(Node::new(span, Kind::Null));
        }
        (Kind::Seq(items), Step::Filter(key, value))
            if !key.is_empty() && !items.iter().any(|item| holds(item, key, value)) =>
        {
            let mut item = Node::new(span, Kind::Map(Vec::new()));
            tree::set(&mut item, key, span, tree::text(span, value.as_str()));
            items.push(item);
        }
        _ => {}
    }
}

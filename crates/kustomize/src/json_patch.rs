//! JSON patches (RFC 6902): a list of operations on pointers (RFC 6901).

use ringfort_source::{Entry, Kind, Node, Span};

/// How many values one patch may copy.
pub(crate) const MAX_COPIED: usize = 20_000;
/// How many values a patched object may hold.
const MAX_VALUES: usize = 500_000;
/// How deep a patched object may nest.
pub(crate) const MAX_DEPTH: usize = 512;
/// How many segments a pointer may have.
const MAX_SEGMENTS: usize = 128;

/// Applies the operations in order. The first that fails ends it, with its place and cause.
pub(crate) fn apply(target: &mut Node, operations: &Node) -> Result<(), (Span, String)> {
    let Kind::Seq(operations) = &operations.kind else {
        return Err((operations.span, "a JSON patch is a list of operations; write one".into()));
    };
    let before = target.clone();
    let mut copied = 0;
    for operation in operations {
        if let Err(cause) = one(target, operation, &mut copied) {
            *target = before;
            let text = |key: &str| operation.at(key).str().unwrap_or("?");
            return Err((operation.span, format!("`{} {}`: {cause}", text("op"), text("path"))));
        }
    }
    let (size, depth) = target.measure();
    if size > MAX_VALUES || depth > MAX_DEPTH {
        let span = before.span;
        *target = before;
        return Err((
            span,
            "the patch makes the object too large or too deep; split the object".into(),
        ));
    }
    Ok(())
}

fn one(target: &mut Node, operation: &Node, spent: &mut usize) -> Result<(), String> {
    let path = pointer(operation, "path")?;
    let value = || operation.get("value").cloned().ok_or("the operation has no `value`; add one");
    match operation.at("op").str().unwrap_or("") {
        "add" => add(target, &path, value()?, operation.span),
        "replace" => {
            *find(target, &path)? = value()?;
            Ok(())
        }
        "remove" => take(target, &path).map(|_| ()),
        "move" => {
            let moved = take(target, &pointer(operation, "from")?)?;
            add(target, &path, moved, operation.span)
        }
        "copy" => {
            let copied = find(target, &pointer(operation, "from")?)?.clone();
            *spent += copied.measure().0;
            if *spent > MAX_COPIED {
                return Err(format!(
                    "the patch copies more than {MAX_COPIED} values; write them out"
                ));
            }
            add(target, &path, copied, operation.span)
        }
        "test" => {
            let expected = value()?;
            let found = find(target, &path)?;
            if same(found, &expected) {
                Ok(())
            } else {
                Err("the `test` does not hold; correct the path or value".into())
            }
        }
        other => Err(format!(
            "`{other}` is no operation of a JSON patch; use add, remove, replace, move, copy or test"
        )),
    }
}

/// The segments of a pointer.
fn pointer(operation: &Node, key: &str) -> Result<Vec<String>, String> {
    let text = operation.at(key).str().ok_or(format!("the operation has no `{key}`; add one"))?;
    let Some(rest) = text.strip_prefix('/') else {
        return if text.is_empty() {
            Ok(Vec::new())
        } else {
            Err(format!("`{text}` does not begin with `/`; correct it"))
        };
    };
    if rest.matches('/').count() >= MAX_SEGMENTS {
        return Err(format!("the path has more than {MAX_SEGMENTS} segments; shorten it"));
    }
    Ok(rest.split('/').map(|s| s.replace("~1", "/").replace("~0", "~")).collect())
}

fn missing(segment: &str) -> String {
    format!("nothing is at `{segment}` of the path; correct it, or add the parent first")
}

fn find<'a>(node: &'a mut Node, path: &[String]) -> Result<&'a mut Node, String> {
    path.iter().try_fold(node, |node, segment| match &mut node.kind {
        Kind::Map(entries) => entries
            .iter_mut()
            .find(|e| *e.key == **segment)
            .map(|e| &mut e.value)
            .ok_or_else(|| missing(segment)),
        Kind::Seq(items) => {
            let index = segment.parse::<usize>().ok();
            index.and_then(|i| items.get_mut(i)).ok_or_else(|| missing(segment))
        }
        _ => Err(missing(segment)),
    })
}

fn add(target: &mut Node, path: &[String], value: Node, span: Span) -> Result<(), String> {
    let Some((last, parents)) = path.split_last() else {
        *target = value;
        return Ok(());
    };
    match &mut find(target, parents)?.kind {
        Kind::Map(entries) => {
            match entries.iter_mut().find(|e| *e.key == **last) {
                Some(entry) => entry.value = value,
                None => entries.push(Entry { key: last.as_str().into(), key_span: span, value }),
            }
            Ok(())
        }
        Kind::Seq(items) if last == "-" => {
            items.push(value);
            Ok(())
        }
        Kind::Seq(items) => match last.parse::<usize>() {
            Ok(index) if index <= items.len() => {
                items.insert(index, value);
                Ok(())
            }
            _ => Err(missing(last)),
        },
        _ => Err(missing(last)),
    }
}

fn take(target: &mut Node, path: &[String]) -> Result<Node, String> {
    let (last, parents) = path
        .split_last()
        .ok_or("the whole object cannot be removed by a JSON patch; use `$patch: delete`")?;
    match &mut find(target, parents)?.kind {
        Kind::Map(entries) => {
            let index =
                entries.iter().position(|e| *e.key == **last).ok_or_else(|| missing(last))?;
            Ok(entries.remove(index).value)
        }
        Kind::Seq(items) => match last.parse::<usize>() {
            Ok(index) if index < items.len() => Ok(items.remove(index)),
            _ => Err(missing(last)),
        },
        _ => Err(missing(last)),
    }
}

/// Equal whatever the places.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Seq(a), Kind::Seq(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Kind::Map(a), Kind::Map(b)) => {
            let held = |e: &Entry| b.iter().any(|o| o.key == e.key && same(&e.value, &o.value));
            a.len() == b.len() && a.iter().all(held)
        }
        (a, b) => a == b,
    }
}

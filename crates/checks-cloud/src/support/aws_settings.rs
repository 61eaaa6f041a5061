//! Settings of AWS resources in one line: the shapes that most checks of one attribute have.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Safety, Scene, Value, Verdict};

use super::settings::Switch;

/// `path` must be true; the provider's default is false and switching it on harms nothing that runs.
pub(crate) fn required(
    on: &Resource,
    path: &'static str,
    note: &'static str,
    message: impl FnOnce() -> String,
) -> Verdict {
    Switch { path, want: true, default: false, note, safety: Some(Safety::Safe) }.judge(on, message)
}

/// `path` must stay true, which is the provider's default.
pub(crate) fn kept(
    on: &Resource,
    path: &'static str,
    note: &'static str,
    message: impl FnOnce() -> String,
) -> Verdict {
    Switch { path, want: true, default: true, note, safety: Some(Safety::Safe) }.judge(on, message)
}

/// `path` must stay false, which is the provider's default; mending it may change what runs.
pub(crate) fn forbidden(
    on: &Resource,
    path: &'static str,
    note: &'static str,
    message: impl FnOnce() -> String,
) -> Verdict {
    Switch { path, want: false, default: false, note, safety: Some(Safety::Unsafe) }
        .judge(on, message)
}

/// The number at `path` must be `low` or more; `message` gets what it is.
pub(crate) fn at_least(
    on: &Resource,
    (path, default, low): (&str, i64, i64),
    note: &'static str,
    message: impl FnOnce(i64) -> String,
) -> Verdict {
    let value = on.int(path, default);
    Verdict::on(
        &value,
        |n| *n >= low,
        note,
        || Failure::new(value.span(), message(value.known().copied().unwrap_or_default())),
    )
}

/// One of several attributes or blocks must be written and hold something.
pub(crate) fn one_of(
    on: &Resource,
    paths: &[&str],
    note: &'static str,
    message: impl FnOnce() -> String,
) -> Verdict {
    let (mut open, mut at) = (None, on.header);
    for path in paths {
        match on.at(path) {
            At::Set(node) if holds(node) => return Verdict::pass(node.span, note),
            At::Unknown(node) if on.refs_of(path).next().is_some() => {
                return Verdict::pass(node.span, note);
            }
            At::Unknown(node) => open = Some(node),
            At::Set(node) => at = node.span,
            At::Absent(_) => {}
        }
    }
    match open {
        Some(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        None => Verdict::fail(Failure::new(at, message())),
    }
}

/// A text that is not empty, a list or block with something in it, any other scalar.
fn holds(node: &Node) -> bool {
    match node.as_str() {
        Some(text) => !text.trim().is_empty(),
        None => node.scalar().is_some() || !node.one_or_many().is_empty(),
    }
}

/// Every block of `name` must set `field`; `bad` says what is wrong with a value that is known.
pub(crate) fn each_block(on: &Resource, name: &str, judge: impl Fn(&Node) -> Verdict) -> Verdict {
    if let At::Unknown(node) = on.at(name) {
        return Verdict::unknown(node.span, node.cause().to_owned());
    }
    on.blocks(name)
        .iter()
        .map(|block| {
            if block.is_unknown() {
                return Verdict::unknown(block.span, block.cause().to_owned());
            }
            judge(block)
        })
        .fold(Verdict::NotApplicable, Verdict::and)
}

/// A flag within a block, true asked for, with the provider's default.
pub(crate) fn flag(
    block: &Node,
    path: &str,
    default: bool,
    note: &'static str,
    failure: impl FnOnce(ringfort_check::Span) -> Failure,
) -> Verdict {
    let value = Value::bool(block.at(path), default);
    Verdict::on(&value, |v| *v, note, || failure(value.span()))
}

/// The first resource of `kind` in the root module of `on`.
pub(crate) fn in_same_root<'a>(
    scene: &Scene<'a>,
    on: &'a Resource,
    kind: &'a str,
) -> impl Iterator<Item = &'a Resource> {
    scene.facts.resources(kind).filter(move |r| r.root == on.root)
}

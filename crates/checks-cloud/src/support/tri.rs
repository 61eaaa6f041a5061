//! Three-valued answers: yes, no, and not known (`None`). What is not known never decides.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Span, Value, Verdict};

/// Does one of `answers` hold? One yes is enough; without one, an answer that is not known leaves it open.
pub(crate) fn any(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut open = false;
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            Some(false) => {}
            None => open = true,
        }
    }
    (!open).then_some(false)
}

/// Do all of `answers` hold? One no is enough to say they do not.
pub(crate) fn all(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    any(answers.into_iter().map(|a| a.map(|holds| !holds))).map(|fails| !fails)
}

/// The answers of the elements at `at` (blocks, or elements of a list). A list that is not known, or one
/// with an element that is not known, has an answer that is not known; an absent one has none.
pub(crate) fn each<'a>(at: At<'a>, answer: impl Fn(&'a Node) -> Option<bool>) -> Vec<Option<bool>> {
    match at {
        At::Absent(_) => vec![],
        At::Unknown(_) => vec![None],
        At::Set(node) => {
            let judge = |n: &'a Node| if n.is_unknown() { None } else { answer(n) };
            node.one_or_many().iter().map(judge).collect()
        }
    }
}

/// Is the switch at `path` of `node` on? `default` is the provider's.
pub(crate) fn on(node: &Node, path: &str, default: bool) -> Option<bool> {
    Value::bool(node.at(path), default).known().copied()
}

/// Is the text at `path` of `node` one of `good`, whatever its case? An absent one is `default`.
pub(crate) fn is(node: &Node, path: &str, default: &str, good: &[&str]) -> Option<bool> {
    let text = Value::text(node.at(path), default);
    text.known().map(|t| good.iter().any(|g| g.eq_ignore_ascii_case(t)))
}

/// The text at `path` of `node`, to tell blocks apart; empty if there is none or it is not known.
pub(crate) fn text<'a>(node: &'a Node, path: &str) -> &'a str {
    node.at(path).str().unwrap_or("")
}

/// Does the list at `at` name one of `wanted`?
pub(crate) fn lists(at: At<'_>, wanted: &[&str]) -> Option<bool> {
    any(each(at, |n| Some(n.as_str().is_some_and(|t| wanted.contains(&t)))))
}

/// Is anything written at `at`? A value of another resource counts although it is not known yet.
pub(crate) fn written(at: At<'_>) -> Option<bool> {
    match at {
        At::Absent(_) => Some(false),
        At::Set(node) => Some(!node.as_str().is_some_and(str::is_empty)),
        At::Unknown(node) => node.cause().starts_with("known after apply").then_some(true),
    }
}

/// The verdict of an answer about what stands at `path` of `on`.
pub(crate) fn verdict(
    answer: Option<bool>,
    on: &Resource,
    path: &str,
    note: &'static str,
    message: impl FnOnce() -> String,
) -> Verdict {
    let at = on.at(path);
    match answer {
        Some(true) => Verdict::pass(at.span(), note),
        Some(false) => Verdict::fail(Failure::new(place(at, on), message())),
        None => Verdict::unknown(at.span(), format!("`{path}` is not known as a whole")),
    }
}

/// The line to change: the value, or the head of a resource that lacks it.
fn place(at: At<'_>, on: &Resource) -> Span {
    match at {
        At::Set(node) if node.one_or_many().is_empty() => node.span,
        At::Set(node) => node.one_or_many().first().map_or(node.span, |n| n.span),
        At::Absent(_) | At::Unknown(_) => on.header,
    }
}

#[cfg(test)]
mod tests {
    use super::{all, any};

    #[test]
    fn what_is_not_known_never_decides() {
        let (yes, no, open) = (Some(true), Some(false), None);
        let table = [
            (vec![], no, yes),
            (vec![yes, open], yes, open),
            (vec![no, open], open, no),
            (vec![yes, no], yes, no),
            (vec![yes, yes], yes, yes),
            (vec![no], no, no),
        ];
        for (answers, some, every) in table {
            assert_eq!((any(answers.clone()), all(answers.clone())), (some, every), "{answers:?}");
        }
    }
}

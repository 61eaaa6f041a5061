//! Functions of lists and texts.

use ringfort_source::Span;

use crate::text::concat;
use crate::value::{K, Val};

/// `[delimiter, list]`.
pub(super) fn join(argument: &Val, span: Span) -> Val {
    let [delimiter, list] = argument.items() else {
        return wrong(argument, span, "Fn::Join needs a delimiter and a list");
    };
    if list.is_unknown() {
        return Val { span, ..list.clone() };
    }
    let mut pieces = Vec::new();
    for (i, item) in list.items().iter().enumerate() {
        if i > 0 {
            pieces.push(delimiter.clone());
        }
        pieces.push(item.clone());
    }
    concat(span, &pieces)
}

/// `[delimiter, text]`.
pub(super) fn split(argument: &Val, span: Span) -> Val {
    let [delimiter, text] = argument.items() else {
        return wrong(argument, span, "Fn::Split needs a delimiter and a text");
    };
    match (delimiter.as_str(), text.scalar()) {
        (Some(delimiter), Some(whole)) if !delimiter.is_empty() => {
            let part = |part: &str| Val { from: text.from, ..Val::text(span, part) };
            Val::seq(span, whole.split(delimiter).map(part))
        }
        _ => wrong(text, span, "Fn::Split needs a delimiter and a text"),
    }
}

/// `[index, list]`.
pub(super) fn select(argument: &Val, span: Span) -> Val {
    let [index, list] = argument.items() else {
        return wrong(argument, span, "Fn::Select needs an index and a list");
    };
    let Some(index) = index.scalar().and_then(|t| t.parse::<usize>().ok()) else {
        return wrong(index, span, "the index of Fn::Select is no number");
    };
    match list.items().get(index) {
        Some(item) => item.clone().asked_at(span),
        None => {
            wrong(list, span, "Fn::Select asks for more than the list holds").with_refs(&list.refs)
        }
    }
}

pub(super) fn length(argument: &Val, span: Span) -> Val {
    match &argument.kind {
        K::Seq(items) => Val::new(span, K::Int(i64::try_from(items.len()).unwrap_or(i64::MAX))),
        _ => wrong(argument, span, "Fn::Length needs a list"),
    }
}

/// Not known because an argument is not, or because the call is wrong.
pub(super) fn wrong(argument: &Val, span: Span, cause: &str) -> Val {
    match argument.cause() {
        Some(known) => Val::unknown(span, known.text.clone()).with_refs(&argument.refs),
        None => Val::unknown(span, cause),
    }
}

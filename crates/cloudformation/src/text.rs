//! Texts that are put together from pieces, some of which are not known.

use std::rc::Rc;

use ringfort_source::Span;

use crate::holes::{is_holey, tree};
use crate::value::{Cause, K, Val};

/// Most bytes that are kept at either end of a text that is not known as a whole.
const MAX_KNOWN: usize = 1024;
/// Most bytes of one text.
const MAX_TEXT: usize = 1 << 20;

/// The text of `pieces`, side by side; a tree where it is JSON with holes.
pub(crate) fn concat(span: Span, pieces: &[Val]) -> Val {
    let tree = if is_holey(pieces) { tree(span, pieces) } else { None };
    tree.unwrap_or_else(|| joined(span, pieces))
}

/// The text of `pieces`, side by side.
pub(crate) fn joined(span: Span, pieces: &[Val]) -> Val {
    let (mut known, mut hole): (String, Option<Cause>) = (String::new(), None);
    let mut out = Val::absent(span);
    for piece in pieces {
        out = out.with_refs(&piece.refs);
        match (&piece.kind, piece.scalar()) {
            (K::Unknown(cause), _) => {
                let head = match hole.take() {
                    Some(before) => Cause { tail: "".into(), ..before },
                    None => Cause { head: (known + &cause.head).into(), ..(**cause).clone() },
                };
                known = cause.tail.to_string();
                hole = Some(head);
            }
            (_, Some(text)) => known.push_str(&text),
            (K::Absent, _) => {}
            _ => return Val::unknown(span, "a list or map stands where a text belongs"),
        }
        if known.len() > MAX_TEXT {
            return Val::unknown(span, "the text is longer than a template may be");
        }
    }
    out.kind = match hole {
        None => K::Str(known.into()),
        Some(cause) => K::Unknown(Rc::new(Cause {
            head: first(&cause.head).into(),
            tail: last(&known).into(),
            text: cause.text,
        })),
    };
    out
}

fn first(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_KNOWN)).unwrap_or("")
}

fn last(text: &str) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(MAX_KNOWN))..).unwrap_or("")
}

impl Cause {
    /// The cause with the known ends of the text, where they fit on a line.
    pub(crate) fn explain(&self) -> String {
        let Self { text, head, tail } = self;
        let bare = head.is_empty() && tail.is_empty();
        if bare || head.len() + tail.len() > 200 || head.contains('\n') || tail.contains('\n') {
            return text.to_string();
        }
        format!("{text}, in \"{head}${{...}}{tail}\"")
    }
}

/// A piece of a text with `${...}` in it.
pub(crate) enum Piece<'a> {
    /// As it is written.
    Text(&'a str),
    /// The name between the braces.
    Name(&'a str),
    /// `${!Name}`: the text `${Name}`.
    Literal(&'a str),
}

/// The pieces of the argument of `Fn::Sub`.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else { break };
        if !before.is_empty() {
            out.push(Piece::Text(before));
        }
        out.push(match name.strip_prefix('!') {
            Some(literal) => Piece::Literal(literal),
            None => Piece::Name(name.trim()),
        });
        rest = behind;
    }
    if !rest.is_empty() {
        out.push(Piece::Text(rest));
    }
    out
}

/// A text with dynamic references (`{{resolve:secretsmanager:...}}`): what stands there is read on deployment.
pub(crate) fn resolved_later(span: Span, text: &str) -> Option<Val> {
    let (head, rest) = text.split_once("{{resolve:")?;
    let (of, _) = rest.split_once("}}")?;
    let (_, tail) = rest.rsplit_once("}}")?;
    let service = of.split(':').next().unwrap_or("");
    let cause = Cause {
        text: format!("known after apply: a value of {service}").into(),
        head: first(head).into(),
        tail: last(tail).into(),
    };
    Some(Val::new(span, K::Unknown(Rc::new(cause))))
}

//! Texts of which only the beginning and the end are known: `"${aws_s3_bucket.b.arn}/*"`.

use std::rc::Rc;

use ringfort_source::Span;

use crate::refs::join_refs;
use crate::value::{Cause, K, Val};

/// Most bytes that are kept at either end. A shorter beginning is still one.
const MAX_KNOWN: usize = 1024;
/// Most bytes that a cause shows.
const MAX_SHOWN: usize = 200;

/// A text with an unknown middle, which may be empty. At least one end is known.
#[derive(Debug)]
pub(crate) struct Partial {
    pub(crate) head: Box<str>,
    pub(crate) tail: Box<str>,
    pub(crate) cause: Rc<Cause>,
}

impl Partial {
    /// The known ends with `*` for what lies between.
    pub(crate) fn pattern(&self) -> String {
        format!("{}*{}", self.head, self.tail)
    }

    /// The cause, with the known ends where they fit on a line.
    pub(crate) fn explain(&self) -> String {
        let Self { head, tail, cause } = self;
        let short = head.len() + tail.len() <= MAX_SHOWN;
        if short && !head.contains('\n') && !tail.contains('\n') {
            return format!("{}, in \"{head}${{...}}{tail}\"", cause.text);
        }
        cause.text.to_string()
    }

    /// Is it certain that the text is not `other`?
    pub(crate) fn excludes(&self, other: &str) -> bool {
        other.len() < self.head.len() + self.tail.len()
            || !other.starts_with(&*self.head)
            || !other.ends_with(&*self.tail)
    }
}

impl Val {
    /// What is known of an unknown text: its cause and references are those of `like`.
    pub(crate) fn partial(at: Span, head: &str, tail: &str, like: &Val) -> Self {
        let plain = like.unknown_like(at);
        let (head, tail) = (first(head), last(tail));
        let known = !head.is_empty() || !tail.is_empty();
        match &plain.kind {
            K::Unknown(cause) if known && !cause.error && !cause.limit => {
                let (head, tail, cause) = (head.into(), tail.into(), cause.clone());
                Val { kind: K::Partial(Rc::new(Partial { head, tail, cause })), ..plain }
            }
            _ => plain,
        }
    }

    /// What is known of the text at its beginning and its end, if it is one.
    fn ends(&self) -> (&str, &str) {
        match &self.kind {
            K::Partial(p) => (&p.head, &p.tail),
            _ => ("", ""),
        }
    }
}

fn first(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_KNOWN)).unwrap_or("")
}

fn last(text: &str) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(MAX_KNOWN))..).unwrap_or("")
}

/// The marks around a hole's number: from a private area of Unicode. A text that happens to hold one
/// is only taken to be less known than it is.
const MARK: (char, char) = ('\u{f8f0}', '\u{f8f1}');

/// Unknown pieces of texts under construction: each leaves a mark in the text.
#[derive(Default)]
pub(crate) struct Holes(Vec<Val>);

impl Holes {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps `value` and gives the mark that stands for it.
    pub(crate) fn mark(&mut self, value: Val) -> String {
        self.0.push(value);
        format!("{}{}{}", MARK.0, self.0.len() - 1, MARK.1)
    }

    /// The value of a text that may have marks.
    pub(crate) fn resolve(&self, text: &str, at: Span) -> Val {
        let mut holes = text
            .split(MARK.0)
            .skip(1)
            .filter_map(|t| self.0.get(t.split(MARK.1).next()?.parse::<usize>().ok()?));
        let Some(one) = holes.next() else { return Val::str(at, text) };
        let (mut end, mut refs, mut stop) = (one, one.refs.clone(), None);
        for hole in holes {
            refs = join_refs(&refs, &hole.refs);
            stop = stop.or_else(|| hole.cause().filter(|c| c.error || c.limit).map(|_| hole));
            end = hole;
        }
        if let Some(stop) = stop {
            return stop.unknown_like(at).with_refs(&refs);
        }
        let before = text.split(MARK.0).next().unwrap_or("");
        let after = text.rsplit(MARK.1).next().unwrap_or("");
        let head = format!("{before}{}", one.ends().0);
        let tail = format!("{}{after}", end.ends().1);
        Val::partial(at, &head, &tail, one).with_refs(&refs)
    }
}

/// Does the text hold a mark?
pub(crate) fn is_marked(text: &str) -> bool {
    text.contains(MARK.0)
}

//! Values during evaluation: cheap to copy, with their place, their references, and a third state.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use ringfort_source::Span;

use crate::equality::distinct;
use crate::library::is_described;
use crate::partial::Partial;
use crate::refs::{Marks, Refs, join_refs};

/// Most parts that one value may have.
const MAX_WEIGHT: u32 = 500_000;
/// Largest number up to which every whole number is exact: the language computes with 512 bits.
const MAX_NUMBER: f64 = 9_007_199_254_740_992.0;
/// Deepest nesting of one value.
const MAX_DEPTH: u16 = 200;

/// A value. Errors of the language are unknown values too, marked so that `try` can tell.
#[derive(Clone, Debug)]
pub(crate) struct Val {
    pub(crate) kind: K,
    /// Where the value stands: for a looked-up one the place that asks.
    pub(crate) at: Span,
    /// Where it was decided, if elsewhere.
    pub(crate) from: Option<Span>,
    /// Resources it was made from.
    pub(crate) refs: Refs,
}

/// The kinds of value.
#[derive(Clone, Debug)]
pub(crate) enum K {
    Null,
    Bool(bool),
    Num(f64),
    Str(Rc<str>),
    Seq(Rc<Seq>),
    Map(Rc<Map>),
    /// A text that is known as the value it encodes: what `jsonencode` gives, unknown parts and all.
    Json(Rc<Val>),
    /// A resource: attributes that are not configured are known after apply only.
    Res(Rc<Res>),
    Unknown(Rc<Cause>),
    /// A text that is not known as a whole, but at an end.
    Partial(Rc<Partial>),
}

/// Why a value is not known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cause {
    pub(crate) text: Box<str>,
    /// Would the language call this an error?
    pub(crate) error: bool,
    /// Is it a bound of this evaluator that was hit?
    pub(crate) limit: bool,
    /// The place that does not tell: a variable without a value, the attribute known after apply.
    pub(crate) at: Span,
}

/// A list, tuple or set.
#[derive(Debug)]
pub(crate) struct Seq {
    pub(crate) items: Vec<Val>,
    pub(crate) set: bool,
    weight: u32,
    depth: u16,
    unknown: Option<Rc<Cause>>,
}

/// A map or object.
#[derive(Debug)]
pub(crate) struct Map {
    pub(crate) entries: BTreeMap<Rc<str>, (Span, Val)>,
    /// Set where further keys may exist: those are not known.
    pub(crate) rest: Option<Rc<Cause>>,
    /// Those further keys, where each is known in part.
    pub(crate) partly: Vec<PartKey>,
    /// Is it a nested block, which may have attributes that are known after apply only?
    pub(crate) block: bool,
    weight: u32,
    depth: u16,
    unknown: Option<Rc<Cause>>,
}

/// A key that is known in part, with its place and value.
#[derive(Clone, Debug)]
pub(crate) struct PartKey {
    pub(crate) key: Rc<Partial>,
    pub(crate) span: Span,
    pub(crate) value: Val,
}

/// A resource as a value.
#[derive(Debug)]
pub(crate) struct Res {
    /// Its address, with the modules it is in and its instance where known.
    pub(crate) address: Rc<str>,
    pub(crate) attrs: Val,
    /// Is the instance not known, so that an index gives the resource itself?
    pub(crate) any_instance: bool,
}

impl Val {
    pub(crate) fn new(at: Span, kind: K) -> Self {
        Self { kind, at, from: None, refs: Refs::default() }
    }

    pub(crate) fn str(at: Span, text: impl Into<Rc<str>>) -> Self {
        Self::new(at, K::Str(text.into()))
    }

    pub(crate) fn num(at: Span, n: f64) -> Self {
        if !n.is_finite() {
            return Self::error(at, "the number is not finite");
        }
        if n.abs() > MAX_NUMBER {
            return Self::unknown(at, "the number is too large to be computed exactly");
        }
        Self::new(at, K::Num(n))
    }

    pub(crate) fn bool(at: Span, b: bool) -> Self {
        Self::new(at, K::Bool(b))
    }

    pub(crate) fn unknown(at: Span, cause: impl Into<Box<str>>) -> Self {
        Self::not_known(at, cause.into(), false, false)
    }

    fn not_known(at: Span, text: Box<str>, error: bool, limit: bool) -> Self {
        Self::new(at, K::Unknown(Rc::new(Cause { text, error, limit, at })))
    }

    pub(crate) fn error(at: Span, cause: impl Into<Box<str>>) -> Self {
        Self::not_known(at, cause.into(), true, false)
    }

    /// An unknown because a bound was hit, which is told where it reaches a resource.
    pub(crate) fn limit(at: Span, cause: impl Into<Box<str>>) -> Self {
        Self::not_known(at, cause.into(), false, true)
    }

    pub(crate) fn seq(at: Span, items: Vec<Val>) -> Self {
        Self::list_or_set(at, items, false)
    }

    /// A set: without repeats, texts and numbers in order.
    pub(crate) fn set(at: Span, items: Vec<Val>) -> Self {
        let mut out = distinct(items);
        if out.iter().all(|v| matches!(v.kind, K::Str(_))) {
            out.sort_by_key(Val::text);
        }
        if out.iter().all(|v| matches!(v.kind, K::Num(_))) {
            out.sort_by(|a, b| a.number().unwrap_or(0.0).total_cmp(&b.number().unwrap_or(0.0)));
        }
        Self::list_or_set(at, out, true)
    }

    fn list_or_set(at: Span, items: Vec<Val>, set: bool) -> Self {
        let weight = items.iter().fold(1, |n: u32, v| n.saturating_add(v.weight()));
        let refs = items.iter().fold(Refs::default(), |r, v| join_refs(&r, &v.refs));
        let refs = if set { refs } else { refs.unmarked() };
        let unknown = items.iter().find_map(Val::cause).cloned();
        let depth = 1 + items.iter().map(Val::depth).max().unwrap_or(0);
        let seq = Seq { items, set, weight, depth, unknown };
        Self { refs, ..Self::bounded(at, weight, depth, K::Seq(Rc::new(seq))) }
    }

    pub(crate) fn map(at: Span, entries: BTreeMap<Rc<str>, (Span, Val)>) -> Self {
        Self::open_map(at, entries, None)
    }

    /// The body of a nested block.
    pub(crate) fn block(at: Span, entries: BTreeMap<Rc<str>, (Span, Val)>) -> Self {
        let mut value = Self::map(at, entries);
        if let K::Map(map) = &mut value.kind
            && let Some(map) = Rc::get_mut(map)
        {
            map.block = true;
        }
        value
    }

    /// A map with further keys that are not known, if `rest` is given.
    pub(crate) fn open_map(
        at: Span,
        entries: BTreeMap<Rc<str>, (Span, Val)>,
        rest: Option<Rc<Cause>>,
    ) -> Self {
        Self::any_map(at, entries, rest, Vec::new())
    }

    /// A map of which some keys are known in part only. Two that look the same may be one key or two:
    /// such keys are not known.
    pub(crate) fn partly_keyed(
        at: Span,
        entries: BTreeMap<Rc<str>, (Span, Val)>,
        mut partly: Vec<PartKey>,
    ) -> Self {
        let rest = partly.first().map(|p| p.key.cause.clone());
        let patterns: BTreeSet<String> = partly.iter().map(|p| p.key.pattern()).collect();
        if patterns.len() < partly.len() {
            partly.clear();
        }
        Self::any_map(at, entries, rest, partly)
    }

    fn any_map(
        at: Span,
        entries: BTreeMap<Rc<str>, (Span, Val)>,
        rest: Option<Rc<Cause>>,
        partly: Vec<PartKey>,
    ) -> Self {
        let all = || entries.values().map(|(_, v)| v).chain(partly.iter().map(|p| &p.value));
        let weight = all().fold(1, |n: u32, v| n.saturating_add(v.weight()));
        let refs = all().fold(Refs::default(), |r, v| join_refs(&r, &v.refs)).unmarked();
        let unknown = rest.clone().or_else(|| all().find_map(Val::cause).cloned());
        let depth = 1 + all().map(Val::depth).max().unwrap_or(0);
        let map = Map { entries, rest, partly, block: false, weight, depth, unknown };
        Self { refs, ..Self::bounded(at, weight, depth, K::Map(Rc::new(map))) }
    }

    /// The text that encodes `value`.
    pub(crate) fn json(at: Span, value: Val) -> Self {
        let (weight, depth) = (value.weight(), value.depth() + 1);
        Self {
            refs: value.refs.clone(),
            ..Self::bounded(at, weight, depth, K::Json(Rc::new(value)))
        }
    }

    fn bounded(at: Span, weight: u32, depth: u16, kind: K) -> Self {
        if depth > MAX_DEPTH {
            return Self::limit(at, format!("the value is nested deeper than {MAX_DEPTH} levels"));
        }
        if weight > MAX_WEIGHT {
            return Self::limit(at, format!("the value has more than {MAX_WEIGHT} parts"));
        }
        Self::new(at, kind)
    }

    /// How many values it holds, itself included.
    pub(crate) fn weight(&self) -> u32 {
        match &self.kind {
            K::Seq(s) => s.weight,
            K::Map(m) => m.weight,
            K::Json(v) => v.weight().saturating_add(1),
            K::Res(r) => r.attrs.weight(),
            K::Str(s) => 1 + u32::try_from(s.len() / 64).unwrap_or(u32::MAX / 2),
            K::Partial(p) => {
                1 + u32::try_from((p.head.len() + p.tail.len()) / 64).unwrap_or(u32::MAX / 2)
            }
            _ => 1,
        }
    }

    /// How deep it is nested; bounded, so that whoever walks it needs no bound of its own.
    fn depth(&self) -> u16 {
        match &self.kind {
            K::Seq(s) => s.depth,
            K::Map(m) => m.depth,
            K::Json(v) => v.depth() + 1,
            K::Res(r) => r.attrs.depth() + 1,
            _ => 0,
        }
    }

    /// The first reason for which it, or anything in it, is not known.
    pub(crate) fn cause(&self) -> Option<&Rc<Cause>> {
        match &self.kind {
            K::Unknown(cause) => Some(cause),
            K::Partial(p) => Some(&p.cause),
            K::Seq(s) => s.unknown.as_ref(),
            K::Map(m) => m.unknown.as_ref(),
            K::Json(v) => v.cause(),
            _ => None,
        }
    }

    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self.kind, K::Unknown(_) | K::Partial(_))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.kind, K::Null)
    }

    /// An unknown at `at` for the reason and with the references of this value.
    pub(crate) fn unknown_like(&self, at: Span) -> Self {
        let cause = self.cause().cloned().unwrap_or_else(|| {
            Rc::new(Cause { text: "not known".into(), error: false, limit: false, at })
        });
        Self { kind: K::Unknown(cause), at, from: None, refs: self.refs.clone() }
    }

    /// The same value as asked for at `at`: where it was decided is kept.
    pub(crate) fn asked_at(mut self, at: Span) -> Self {
        // A description has no place that anyone could look at: there the argument's own is kept.
        if self.at != at && !is_described(at) {
            self.from = self.from.or(Some(self.at)).filter(|f| !is_described(*f));
            self.at = at;
        }
        self
    }

    /// The same value; where it stands in a description, at the place of the first of `parts` that does not:
    /// what a caller's argument was turned into stands where the argument does.
    pub(crate) fn placed_like<'v>(mut self, parts: impl IntoIterator<Item = &'v Val>) -> Self {
        if is_described(self.at)
            && let Some(part) = parts.into_iter().find(|p| !is_described(p.at))
        {
            (self.at, self.from) = (part.at, self.from.or(part.from));
        }
        self
    }

    /// The same value, with the references of `other` added.
    pub(crate) fn with_refs(mut self, refs: &Refs) -> Self {
        self.refs = join_refs(&self.refs, refs);
        self
    }

    /// The same value, also with `marks`.
    pub(crate) fn marked(mut self, marks: Marks) -> Self {
        self.refs.marks = self.refs.marks.join(marks);
        self
    }

    /// A scalar as text; JSON that is wholly known is written out.
    pub(crate) fn text(&self) -> Option<Rc<str>> {
        match &self.kind {
            K::Bool(b) => Some(if *b { "true" } else { "false" }.into()),
            K::Num(n) => Some(number_text(*n).into()),
            K::Str(s) => Some(s.clone()),
            K::Json(v) if v.cause().is_none() => Some(crate::json::encode(v).into()),
            _ => None,
        }
    }

    /// A number, or a text of one.
    pub(crate) fn number(&self) -> Option<f64> {
        match &self.kind {
            K::Num(n) => Some(*n),
            K::Str(s) => s.trim().parse().ok().filter(|n: &f64| n.is_finite()),
            _ => None,
        }
    }

    /// A boolean, or a text of one.
    pub(crate) fn truth(&self) -> Option<bool> {
        match &self.kind {
            K::Bool(b) => Some(*b),
            K::Str(s) if &**s == "true" => Some(true),
            K::Str(s) if &**s == "false" => Some(false),
            _ => None,
        }
    }

    /// The elements of a list or set.
    pub(crate) fn items(&self) -> Option<&[Val]> {
        if let K::Seq(s) = &self.kind { Some(&s.items) } else { None }
    }

    /// The map, if this is one; a resource is one of its attributes.
    pub(crate) fn as_map(&self) -> Option<&Map> {
        match &self.kind {
            K::Map(m) => Some(m),
            K::Res(r) => r.attrs.as_map(),
            _ => None,
        }
    }
}

/// A number as the language writes it: without an exponent, whole where it is.
pub(crate) fn number_text(n: f64) -> String {
    if n == 0.0 { "0".into() } else { n.to_string() }
}

//! From the properties of a resource to Terraform's attributes, by the table.

mod convert;

pub(crate) use convert::is_conversion;

use std::rc::Rc;

use ringfort_source::Span;

use crate::table::{Default, Entry, Level, Rule, To, snake};
use crate::value::{Field, K, Val};

/// Most fields of a map among which one of the same name is looked for.
const MAX_JOINED: usize = 1_000;

/// A resource that the table makes of one in the template.
#[derive(Debug)]
pub(crate) struct Made {
    /// Its Terraform type.
    pub(crate) kind: Box<str>,
    /// Its attributes.
    pub(crate) attrs: Val,
    /// For a companion where it stands within the whole: its key, or the element of a list.
    pub(crate) place: Option<(Span, Span)>,
    /// The attribute that refers to the whole, for a companion.
    pub(crate) own: Option<Box<str>>,
}

/// The resources that stand for one of a type in the table: the thing itself first, then its companions.
pub(crate) fn resources(entry: &Entry, properties: Val) -> Vec<Made> {
    let written = |(property, _): &&(Box<str>, Box<str>)| properties.get(property).is_some();
    let mut kinds: Vec<Box<str>> =
        entry.level.variants.iter().filter(written).map(|(_, kind)| kind.clone()).collect();
    if kinds.is_empty() {
        kinds.push(entry.kind.clone());
    }
    let mut companions = Vec::new();
    let attrs = translate(&entry.level, properties, &mut companions);
    let own =
        kinds.into_iter().map(|kind| Made { kind, attrs: attrs.clone(), place: None, own: None });
    own.chain(companions).collect()
}

/// The attributes of a type that the table does not have: all names in snake case.
pub(crate) fn plain(properties: Val) -> Val {
    translate(&Level::default(), properties, &mut Vec::new())
}

fn translate(level: &Level, value: Val, made: &mut Vec<Made>) -> Val {
    let kind = match value.kind {
        K::Map(fields) => {
            let mut out = Out { fields: Vec::new(), open: None, span: value.span };
            for field in fields {
                out.add(level, field, made);
            }
            return out.finish(level);
        }
        K::Seq(items) => {
            K::Seq(items.into_iter().map(|item| translate(level, item, made)).collect())
        }
        K::Bool(_) | K::Int(_) | K::Float(_) | K::Str(_) if !level.rules.is_empty() => {
            return Val::unknown(value.span, "a map belongs here");
        }
        K::Str(text) if text.eq_ignore_ascii_case("true") => K::Bool(true),
        K::Str(text) if text.eq_ignore_ascii_case("false") => K::Bool(false),
        other => other,
    };
    Val { kind, ..value }
}

/// The attributes of one map while they are gathered.
struct Out {
    fields: Vec<Field>,
    /// A part that would be merged into this map is not known, and so neither is what is missing here.
    open: Option<Val>,
    span: Span,
}

impl Out {
    fn add(&mut self, level: &Level, field: Field, made: &mut Vec<Made>) {
        let rules: Vec<_> = level.rules.iter().filter(|r| *r.property == *field.key).collect();
        if rules.is_empty() {
            self.keep(field, made);
            return;
        }
        for rule in rules {
            self.follow(rule, field.clone(), made);
        }
    }

    /// A property without a rule.
    fn keep(&mut self, field: Field, made: &mut Vec<Made>) {
        let value = if &*field.key == "Tags" {
            convert::tags(field.value)
        } else {
            translate(&Level::default(), field.value, made)
        };
        let name = snake(&field.key);
        if self.fields.len() > MAX_JOINED {
            self.fields.push(Field::new(name.into(), field.key_span, value));
            return;
        }
        put(&mut self.fields, &[name.into()], field.key_span, value);
    }

    fn follow(&mut self, rule: &Rule, field: Field, made: &mut Vec<Made>) {
        let Field { key, key_span, value } = field;
        let opaque = rule.convert.iter().any(|c| convert::is_opaque(c));
        let has_inner = !rule.inner.rules.is_empty() || !rule.inner.defaults.is_empty();
        let value = rule.convert.iter().fold(value, |v, c| convert::apply(c, v));
        match &rule.to {
            Some(To::Nowhere) => {}
            Some(To::Companion { kind, own, element }) => {
                companions(rule, (kind, own, element.as_deref()), (key_span, value), made);
            }
            to => {
                let value =
                    if opaque && !has_inner { value } else { translate(&rule.inner, value, made) };
                match to {
                    Some(To::Attr(path)) if path.is_empty() => self.merge(value),
                    Some(To::Attr(path)) => put(&mut self.fields, path, key_span, value),
                    _ => put(&mut self.fields, &[snake(&key).into()], key_span, value),
                }
            }
        }
    }

    fn merge(&mut self, value: Val) {
        match value.kind {
            K::Map(fields) => {
                for f in fields {
                    put(&mut self.fields, &[(*f.key).into()], f.key_span, f.value);
                }
            }
            K::Unknown(_) => self.open = Some(value),
            _ => {}
        }
    }

    fn finish(mut self, level: &Level) -> Val {
        if let Some(open) = self.open {
            return open;
        }
        for default in &level.defaults {
            self.default(default);
        }
        Val::map(self.span, self.fields)
    }

    fn default(&mut self, default: &Default) {
        let value = match &default.value {
            Ok(node) => placed(Val::plain(node), self.span),
            Err(cause) => Val::unknown(self.span, cause.clone()),
        };
        if !is_there(&self.fields, &default.path) {
            put(&mut self.fields, &default.path, self.span, value);
        }
    }
}

/// A value of the table at the place where one would write it.
fn placed(value: Val, span: Span) -> Val {
    let kind = match value.kind {
        K::Seq(items) => K::Seq(items.into_iter().map(|v| placed(v, span)).collect()),
        K::Map(fields) => {
            let field = |f: Field| Field::new(f.key, span, placed(f.value, span));
            K::Map(fields.into_iter().map(field).collect())
        }
        other => other,
    };
    Val::new(span, kind)
}

/// Is the value at `path`, or one on the way that leaves no room for it, there?
fn is_there(fields: &[Field], path: &[Box<str>]) -> bool {
    let [first, rest @ ..] = path else { return true };
    let Some(field) = fields.iter().find(|f| *f.key == **first) else { return false };
    match &field.value.kind {
        K::Map(inner) => is_there(inner, rest),
        _ => true,
    }
}

/// Puts a value at `path`; lists of one name join.
fn put(fields: &mut Vec<Field>, path: &[Box<str>], key_span: Span, value: Val) {
    let [first, rest @ ..] = path else { return };
    let slot = fields.iter_mut().find(|f| *f.key == **first);
    let Some(slot) = slot else {
        let value = rest.iter().rev().fold(value, |inner, key| {
            let field = Field::new((**key).into(), key_span, inner);
            Val::new(field.value.span, K::Map(vec![field]))
        });
        fields.push(Field::new((**first).into(), key_span, value));
        return;
    };
    if rest.is_empty() {
        join(&mut slot.value, value);
        return;
    }
    match &mut slot.value.kind {
        K::Map(inner) => put(inner, rest, key_span, value),
        K::Seq(items) => {
            if let Some(Val { kind: K::Map(inner), .. }) = items.first_mut() {
                put(inner, rest, key_span, value);
            }
        }
        _ => {}
    }
}

fn join(old: &mut Val, new: Val) {
    match (&mut old.kind, new.kind) {
        (K::Seq(items), K::Seq(more)) => items.extend(more),
        (K::Map(fields), K::Map(more)) => {
            for f in more {
                put(fields, &[(*f.key).into()], f.key_span, f.value);
            }
        }
        (_, kind) => *old = Val { kind, ..new },
    }
}

/// The resources that a property becomes: one for each element, or one for what a conversion makes of it.
fn companions(
    rule: &Rule,
    (kind, own, element): (&str, &str, Option<&str>),
    (key_span, value): (Span, Val),
    made: &mut Vec<Made>,
) {
    let is_list = matches!(value.kind, K::Seq(_));
    let elements = if element.is_some() && !rule.convert.is_empty() {
        std::slice::from_ref(&value)
    } else {
        value.one_or_many()
    };
    for item in elements.iter().filter(|v| !matches!(&v.kind, K::Seq(items) if items.is_empty())) {
        let attrs = match element {
            Some(name) => {
                let name: Rc<str> = name.into();
                Val::map(item.span, [Field::new(name, item.span, item.clone())])
            }
            _ => translate(&rule.inner, item.clone(), made),
        };
        let own = Some(own).filter(|o| *o != "-").map(Into::into);
        let header = if is_list { item.span } else { key_span };
        let place = Some((header, header.to(item.span)));
        made.push(Made { kind: kind.into(), attrs, place, own });
    }
}

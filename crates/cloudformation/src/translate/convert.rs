//! Conversions of values, by their names in the table.
//!
//! | name | what it does |
//! |-|-|
//! | `policy` | a policy as a tree in the policy language's own words; a text that is JSON is read |
//! | `raw` | keys stay as they are written |
//! | `camel` | keys in camel case, as container definitions have them |
//! | `tags` | a list of `Key` and `Value`, or a map, to a map |
//! | `pairs:KEY:VALUE` | a list of maps with these two keys to a map |
//! | `entries:KEY`, `entries:KEY:VALUE` | a map to a list of maps, each with its key and what it holds |
//! | `column:KEY` | a list of maps to a list of what they hold at this key |
//! | `list` | a single value to a list of one |
//! | `kebab`, `lower`, `upper` | a text in another spelling |
//! | `is:TEXT` | true if the value is this text, false otherwise |
//! | `not` | the opposite of a boolean |
//! | `words:YES:NO` | a boolean to a text |
//! | `pattern` | a text of which a part is not known, with `*` for that part |
//! | `wrap:KEY` | a map with this one key |
//! | `first` | the first element of a list |

use std::rc::Rc;

use ringfort_source::Span;

use crate::table::{camel, kebab};
use crate::value::{Field, K, Val};

/// Is there a conversion of this name?
pub(crate) fn is_conversion(name: &str) -> bool {
    let (word, _) = name.split_once(':').unwrap_or((name, ""));
    let all = [
        "policy", "raw", "camel", "tags", "pairs", "list", "kebab", "lower", "upper", "is", "not",
        "words", "pattern", "wrap", "first", "entries", "column",
    ];
    all.contains(&word)
}

/// Does it decide about the keys within?
pub(super) fn is_opaque(name: &str) -> bool {
    ["policy", "raw", "camel", "tags", "pairs:"].iter().any(|c| name.starts_with(c))
}

pub(super) fn apply(name: &str, value: Val) -> Val {
    let (word, rest) = name.split_once(':').unwrap_or((name, ""));
    let (left, right) = rest.split_once(':').unwrap_or((rest, ""));
    match word {
        "policy" => policy(value),
        "camel" => keys(value, &|k| camel(k)),
        "tags" => tags(value),
        "pairs" => whole_pairs(pairs(value, left, right)),
        "list" => list(value),
        "kebab" => text(value, kebab),
        "lower" => text(value, str::to_lowercase),
        "upper" => text(value, str::to_uppercase),
        "is" => scalar(value, |t| K::Bool(t.eq_ignore_ascii_case(rest))),
        "not" => scalar(value, |t| K::Bool(t.eq_ignore_ascii_case("false"))),
        "words" => scalar(value, |t| {
            K::Str(if t.eq_ignore_ascii_case("true") { left.into() } else { right.into() })
        }),
        "pattern" => pattern(value),
        "entries" => entries(value, left, right),
        "column" => {
            let items = value.items().iter().filter_map(|item| item.get(rest).cloned());
            if value.items().is_empty() { value } else { Val::seq(value.span, items) }
        }
        "wrap" => {
            let span = value.span;
            Val::map(span, [Field::new(rest.into(), span, value)])
        }
        "first" => value.items().first().cloned().unwrap_or(value),
        _ => value,
    }
}

fn scalar(value: Val, to: impl Fn(&str) -> K) -> Val {
    match value.scalar() {
        Some(text) => Val { kind: to(&text), ..value },
        None => value,
    }
}

fn text(value: Val, to: impl Fn(&str) -> String) -> Val {
    scalar(value, |t| K::Str(to(t).into()))
}

fn list(value: Val) -> Val {
    if matches!(value.kind, K::Seq(_)) {
        return value;
    }
    let (span, refs) = (value.span, value.refs.clone());
    Val::seq(span, [value]).with_refs(&refs)
}

fn keys(value: Val, to: &dyn Fn(&str) -> String) -> Val {
    let kind = match value.kind {
        K::Seq(items) => K::Seq(items.into_iter().map(|v| keys(v, to)).collect()),
        K::Map(fields) => {
            let field = |f: Field| Field::new(to(&f.key).into(), f.key_span, keys(f.value, to));
            K::Map(fields.into_iter().map(field).collect())
        }
        other => other,
    };
    Val { kind, ..value }
}

/// Tags, in either of the shapes that types have.
pub(super) fn tags(value: Val) -> Val {
    pairs(value, "Key", "Value")
}

/// A setting that is a pair of key and value stands where the pair does.
fn whole_pairs(mut value: Val) -> Val {
    if let K::Map(fields) = &mut value.kind {
        for f in fields {
            f.value.span = f.key_span.to(f.value.span);
        }
    }
    value
}

fn pairs(value: Val, key: &str, of: &str) -> Val {
    let K::Seq(items) = value.kind else { return value };
    let mut fields: Vec<Field> = Vec::new();
    for item in &items {
        let Some(name) = item.get(key).and_then(Val::scalar) else { continue };
        let value = item.get(of).cloned().unwrap_or_else(|| Val::absent(item.span));
        fields.push(Field::new(name, item.span, value));
    }
    if let Some(open) = items.iter().find(|i| i.is_unknown()) {
        return Val { span: value.span, ..open.clone() };
    }
    Val { kind: K::Map(fields), ..Val::new(value.span, K::Absent) }
}

/// `{ A: { x: 1 } }` to `[{ KEY: A, x: 1 }]`, `{ A: 1 }` to `[{ KEY: A, VALUE: 1 }]`.
fn entries(value: Val, key: &str, of: &str) -> Val {
    let K::Map(fields) = value.kind else { return value };
    let items = fields.into_iter().map(|f| {
        let name = Field::new(key.into(), f.key_span, Val::text(f.key_span, f.key));
        let span = f.key_span.to(f.value.span);
        match f.value {
            Val { kind: K::Map(inner), .. } => Val::map(span, [name].into_iter().chain(inner)),
            other if of.is_empty() => Val { span, ..other },
            other => Val::map(span, [name, Field::new(of.into(), f.key_span, other)]),
        }
    });
    Val::seq(value.span, items.collect::<Vec<_>>())
}

/// A name of which a part is known on deployment only: that part is `*`.
fn pattern(value: Val) -> Val {
    match &value.kind {
        K::Seq(items) => {
            let items = items.iter().cloned().map(pattern).collect();
            Val { kind: K::Seq(items), ..value }
        }
        K::Unknown(cause) if !cause.head.is_empty() && !cause.tail.is_empty() => {
            let known = format!("{}*{}", cause.head, cause.tail);
            Val { kind: K::Str(known.into()), ..value }
        }
        _ => value,
    }
}

/// A policy: scalars are texts, as the language has them.
fn policy(value: Val) -> Val {
    let kind = match value.kind {
        K::Str(text) => match parsed(&text, value.span) {
            Some(tree) => return Val { from: value.from, ..tree },
            None => K::Str(text),
        },
        K::Map(fields) => {
            let field = |f: Field| Field::new(f.key, f.key_span, words(f.value));
            K::Map(fields.into_iter().map(field).collect())
        }
        other => other,
    };
    Val { kind, ..value }
}

fn words(value: Val) -> Val {
    let kind = match value.kind {
        K::Bool(b) => K::Str(b.to_string().into()),
        K::Int(i) => K::Str(i.to_string().into()),
        K::Seq(items) => K::Seq(items.into_iter().map(words).collect()),
        K::Map(fields) => {
            let field = |f: Field| Field::new(f.key, f.key_span, words(f.value));
            K::Map(fields.into_iter().map(field).collect())
        }
        other => other,
    };
    Val { kind, ..value }
}

/// The tree of a text that is JSON; every value stands where the text does.
fn parsed(text: &Rc<str>, span: Span) -> Option<Val> {
    let kind = ringfort_source::Kind::Str((**text).into());
    let tree = ringfort_syntax::json::parse_embedded(&ringfort_source::Node::new(span, kind))?;
    Some(policy(Val::plain(&tree)))
}

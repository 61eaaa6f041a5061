//! Type constraints of variables, and conversion to them.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_syntax::hcl::{Expr, ExprKind, parse_expr};

use crate::value::{K, Val};

/// A type constraint.
#[derive(Clone, Debug)]
pub(crate) enum Type {
    Any,
    String,
    Number,
    Bool,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Object(BTreeMap<Box<str>, Field>),
    Tuple(Vec<Type>),
}

/// An attribute of an object type.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    of: Type,
    optional: bool,
    default: Option<Expr>,
}

/// Elements of one collection: where texts stand beside numbers or bools, all are texts.
pub(crate) fn unify(items: Vec<Val>) -> Vec<Val> {
    let scalar = |v: &Val| matches!(v.kind, K::Bool(_) | K::Num(_) | K::Str(_) | K::Json(_));
    let kinds = |v: &Val| std::mem::discriminant(&v.kind);
    let mut known = items.iter().filter(|v| !v.is_null() && !v.is_unknown());
    let Some(first) = known.clone().next() else { return items };
    let texts = known.clone().any(|v| matches!(v.kind, K::Str(_)));
    let mixed = known.clone().any(|v| kinds(v) != kinds(first));
    if !texts || !mixed || !known.all(scalar) {
        return items;
    }
    items.into_iter().map(as_text).collect()
}

/// A bool or number as the text it converts to; anything else as it is.
fn as_text(value: Val) -> Val {
    match &value.kind {
        K::Bool(_) | K::Num(_) => {
            let text = value.text().unwrap_or_default();
            Val { kind: K::Str(text), ..value }
        }
        _ => value,
    }
}

impl Type {
    /// Reads a constraint; what is not understood constrains nothing.
    pub(crate) fn read(expr: &Expr) -> Self {
        match &expr.kind {
            // The JSON form of the language has expressions as texts.
            ExprKind::Str(word) if word.contains('(') => {
                parse_expr(expr.span, word).map_or(Type::Any, |e| Self::read(&e))
            }
            ExprKind::Name(word) | ExprKind::Str(word) => match &**word {
                "string" => Type::String,
                "number" => Type::Number,
                "bool" => Type::Bool,
                "list" => Type::List(Box::new(Type::Any)),
                "set" => Type::Set(Box::new(Type::Any)),
                "map" => Type::Map(Box::new(Type::Any)),
                _ => Type::Any,
            },
            ExprKind::Call { name, args, .. } => {
                let Some(first) = args.first() else { return Type::Any };
                match &**name {
                    "list" => Type::List(Box::new(Self::read(first))),
                    "set" => Type::Set(Box::new(Self::read(first))),
                    "map" => Type::Map(Box::new(Self::read(first))),
                    "object" => Self::object(first),
                    "tuple" => match &first.kind {
                        ExprKind::List(items) => {
                            Type::Tuple(items.iter().map(Self::read).collect())
                        }
                        _ => Type::Any,
                    },
                    _ => Type::Any,
                }
            }
            _ => Type::Any,
        }
    }

    fn object(expr: &Expr) -> Self {
        let ExprKind::Object(items) = &expr.kind else { return Type::Any };
        let field = |(key, value): &(Expr, Expr)| {
            let field = match &value.kind {
                ExprKind::Call { name, args, .. } if &**name == "optional" => Field {
                    of: args.first().map_or(Type::Any, Self::read),
                    optional: true,
                    default: args.get(1).cloned(),
                },
                _ => Field { of: Self::read(value), optional: false, default: None },
            };
            Some((key.word()?.into(), field))
        };
        Type::Object(items.iter().filter_map(field).collect())
    }

    /// Is it written as a plain text on the command line: is no structure asked for?
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Type::String | Type::Number | Type::Bool)
    }

    /// `value` as this type. What cannot be converted is an error; what is not known stays so.
    /// `default` evaluates the default of an optional attribute.
    pub(crate) fn convert(&self, value: Val, default: &dyn Fn(&Expr) -> Val) -> Val {
        if value.is_unknown() || value.is_null() {
            return value;
        }
        let (at, from, refs) = (value.at, value.from, value.refs.clone());
        let refuse = |what: &str| Val::error(at, format!("the value is not a {what}"));
        let all = |items: &[Val], of: &Type| -> Vec<Val> {
            items.iter().map(|v| of.convert(v.clone(), default)).collect()
        };
        let converted = match (self, &value.kind) {
            // A resource stays one: what of it is known after apply only can still be asked for.
            (Type::Any, _)
            | (Type::String, K::Str(_) | K::Json(_))
            | (Type::Map(_) | Type::Object(_), K::Res(_)) => return value,
            (Type::String, _) => value.text().map_or_else(|| refuse("string"), |t| Val::str(at, t)),
            (Type::Number, _) => {
                value.number().map_or_else(|| refuse("number"), |n| Val::num(at, n))
            }
            (Type::Bool, _) => value.truth().map_or_else(|| refuse("bool"), |b| Val::bool(at, b)),
            (Type::List(of), K::Seq(s)) => Val::seq(at, all(&s.items, of)),
            (Type::Set(of), K::Seq(s)) => Val::set(at, all(&s.items, of)),
            (Type::Tuple(types), K::Seq(s)) if types.len() == s.items.len() => {
                let each = types.iter().zip(&s.items);
                Val::seq(at, each.map(|(t, v)| t.convert(v.clone(), default)).collect())
            }
            (Type::Map(of), K::Map(m)) => {
                let entry = |(k, (s, v)): (&Rc<str>, &(_, Val))| {
                    (k.clone(), (*s, of.convert(v.clone(), default)))
                };
                Val::open_map(at, m.entries.iter().map(entry).collect(), m.rest.clone())
            }
            (Type::Object(fields), K::Map(_)) => Self::fields(fields, &value, default),
            (Type::List(_) | Type::Set(_) | Type::Tuple(_), _) => refuse("list"),
            (Type::Map(_) | Type::Object(_), _) => refuse("map"),
        };
        Val { from: converted.from.or(from), ..converted }.with_refs(&refs)
    }

    fn fields(
        fields: &BTreeMap<Box<str>, Field>,
        value: &Val,
        default: &dyn Fn(&Expr) -> Val,
    ) -> Val {
        let Some(map) = value.as_map() else { return value.clone() };
        let mut entries = BTreeMap::new();
        for (name, field) in fields {
            let given = map.entries.get(&**name).filter(|(_, v)| !(field.optional && v.is_null()));
            let (span, v) = match (given, &map.rest, &field.default) {
                (Some((span, v)), ..) => (*span, v.clone()),
                (None, Some(cause), _) => (value.at, Val::new(value.at, K::Unknown(cause.clone()))),
                (None, None, Some(expr)) => (expr.span, default(expr)),
                (None, None, None) if field.optional => (value.at, Val::new(value.at, K::Null)),
                (None, None, None) => {
                    return Val::error(value.at, format!("the object has no attribute `{name}`"));
                }
            };
            entries.insert(Rc::from(&**name), (span, field.of.convert(v, default)));
        }
        Val::map(value.at, entries)
    }
}

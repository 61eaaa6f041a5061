//! Expressions to values, over one new pod.

use std::borrow::Cow;
use std::cell::Cell;

use ringfort_source::{Kind, Node};

use super::parse::Expr;

/// More steps than any sensible policy takes on a pod of two containers.
const STEPS: u32 = 50_000;
/// Variables that use variables, and expressions in them: deeper is not followed.
const DEEPEST: u32 = 200;
/// Texts and lists that grow beyond this are not followed.
const LARGEST: usize = 512;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Val<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Text(Cow<'a, str>),
    List(Vec<Val<'a>>),
    Map(&'a Node),
    Optional(Option<Box<Val<'a>>>),
    /// `variables`.
    Variables,
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The expression fails: a key that is not there, operands that do not fit.
    Error,
    /// It uses something that is not read.
    Unknown,
}

type Outcome<'a> = Result<Val<'a>, Stop>;

/// What an expression sees.
pub(super) struct Scene<'a> {
    pod: &'a Node,
    variables: &'a [(Box<str>, Option<Expr>)],
    steps: Cell<u32>,
}

/// The variables of macros, innermost first.
#[derive(Clone, Copy)]
struct Names<'n, 'a> {
    name: &'n str,
    value: &'n Val<'a>,
    outer: Option<&'n Names<'n, 'a>>,
}

type Bound<'n, 'a> = Option<&'n Names<'n, 'a>>;

impl<'a> Scene<'a> {
    /// The scene of a request that creates `pod`.
    pub(super) fn new(pod: &'a Node, variables: &'a [(Box<str>, Option<Expr>)]) -> Self {
        Self { pod, variables, steps: Cell::new(STEPS) }
    }

    /// The value of `expression`.
    pub(super) fn eval(&self, expression: &'a Expr) -> Outcome<'a> {
        self.value(expression, None, 0)
    }

    fn value(&self, expression: &'a Expr, names: Bound<'_, 'a>, depth: u32) -> Outcome<'a> {
        let left = self.steps.get();
        if left == 0 || depth > DEEPEST {
            return Err(Stop::Unknown);
        }
        self.steps.set(left - 1);
        let depth = depth + 1;
        let eval = |e| self.value(e, names, depth);
        match expression {
            Expr::Null => Ok(Val::Null),
            Expr::Bool(b) => Ok(Val::Bool(*b)),
            Expr::Int(i) => Ok(Val::Int(*i)),
            Expr::Text(text) => Ok(Val::Text(Cow::Borrowed(text))),
            Expr::Name(name) => self.name(name, names),
            Expr::List(items) => {
                Ok(Val::List(items.iter().map(eval).collect::<Result<Vec<_>, Stop>>()?))
            }
            Expr::Select(target, field, optional) => {
                self.select(eval(target)?, field, *optional, depth)
            }
            Expr::Index(target, index) => match (eval(target)?, eval(index)?) {
                (target @ Val::Map(_), Val::Text(key)) => self.select(target, &key, false, depth),
                (Val::List(items), Val::Int(at)) => {
                    let item = usize::try_from(at).ok().and_then(|at| items.get(at).cloned());
                    item.ok_or(Stop::Error)
                }
                _ => Err(Stop::Unknown),
            },
            Expr::Not(inner) => match eval(inner)? {
                Val::Bool(b) => Ok(Val::Bool(!b)),
                _ => Err(Stop::Error),
            },
            Expr::Minus(inner) => match eval(inner)? {
                Val::Int(i) => i.checked_neg().map(Val::Int).ok_or(Stop::Error),
                _ => Err(Stop::Error),
            },
            Expr::Binary(operator @ ("&&" | "||"), a, b) => {
                decide([a, b].into_iter().map(|e| truth(eval(e))), *operator == "||")
            }
            Expr::Binary(operator, a, b) => binary(operator, eval(a)?, eval(b)?),
            Expr::Choice(condition, yes, no) => match eval(condition)? {
                Val::Bool(true) => eval(yes),
                Val::Bool(false) => eval(no),
                _ => Err(Stop::Error),
            },
            Expr::Call(None, name, arguments) => self.global(name, arguments, names, depth),
            Expr::Call(Some(target), name, arguments) => {
                self.method(eval(target)?, name, arguments, names, depth)
            }
        }
    }

    fn name(&self, name: &str, names: Bound<'_, 'a>) -> Outcome<'a> {
        let mut scope = names;
        while let Some(inner) = scope {
            if inner.name == name {
                return Ok(inner.value.clone());
            }
            scope = inner.outer;
        }
        match name {
            "object" => Ok(Val::Map(self.pod)),
            // A new pod replaces nothing.
            "oldObject" => Ok(Val::Null),
            "variables" => Ok(Val::Variables),
            _ => Err(Stop::Unknown),
        }
    }

    fn select(&self, target: Val<'a>, field: &str, optional: bool, depth: u32) -> Outcome<'a> {
        match target {
            Val::Map(node) => match (node.get(field), optional) {
                (Some(found), false) => of_node(found),
                (Some(found), true) => Ok(Val::Optional(Some(Box::new(of_node(found)?)))),
                (None, true) => Ok(Val::Optional(None)),
                (None, false) => Err(Stop::Error),
            },
            Val::Optional(None) => Ok(Val::Optional(None)),
            Val::Optional(Some(inner)) => match self.select(*inner, field, true, depth)? {
                found @ Val::Optional(_) => Ok(found),
                other => Ok(Val::Optional(Some(Box::new(other)))),
            },
            Val::Variables => {
                let found = self.variables.iter().find(|(name, _)| &**name == field);
                match found.and_then(|(_, e)| e.as_ref()) {
                    // Variables do not see the names of macros.
                    Some(expression) => self.value(expression, None, depth),
                    None => Err(Stop::Unknown),
                }
            }
            _ => Err(Stop::Error),
        }
    }

    fn global(
        &self,
        name: &str,
        arguments: &'a [Expr],
        names: Bound<'_, 'a>,
        depth: u32,
    ) -> Outcome<'a> {
        let eval = |e| self.value(e, names, depth);
        match (name, arguments) {
            ("has", [Expr::Select(target, field, _)]) => match eval(target)? {
                Val::Map(node) => Ok(Val::Bool(node.get(field).is_some())),
                Val::Optional(inner) => Ok(Val::Bool(match inner.map(|v| *v) {
                    Some(Val::Map(node)) => node.get(field).is_some(),
                    _ => false,
                })),
                Val::Variables => Err(Stop::Unknown),
                _ => Err(Stop::Error),
            },
            ("size", [one]) => size(&eval(one)?),
            ("dyn", [one]) => eval(one),
            _ => Err(Stop::Unknown),
        }
    }

    fn method(
        &self,
        target: Val<'a>,
        name: &str,
        arguments: &'a [Expr],
        names: Bound<'_, 'a>,
        depth: u32,
    ) -> Outcome<'a> {
        if let ([Expr::Name(variable), body], "all" | "exists" | "filter" | "map") =
            (arguments, name)
        {
            let items = items(target)?;
            let each = |value: &Val<'a>| {
                let inner = Names { name: variable, value, outer: names };
                self.value(body, Some(&inner), depth)
            };
            return match name {
                "filter" => {
                    let mut kept = vec![];
                    for item in items {
                        if truth(each(&item))? {
                            kept.push(item);
                        }
                    }
                    Ok(Val::List(kept))
                }
                "map" => Ok(Val::List(items.iter().map(each).collect::<Result<_, Stop>>()?)),
                _ => decide(items.iter().map(|item| truth(each(item))), name == "exists"),
            };
        }
        let arguments: Vec<Val<'a>> =
            arguments.iter().map(|e| self.value(e, names, depth)).collect::<Result<_, Stop>>()?;
        plain_method(target, name, &arguments)
    }
}

fn plain_method<'a>(target: Val<'a>, name: &str, arguments: &[Val<'a>]) -> Outcome<'a> {
    let text = |f: &dyn Fn(&str, &str) -> bool| match (&target, arguments) {
        (Val::Text(a), [Val::Text(b)]) => Ok(Val::Bool(f(a, b))),
        _ => Err(Stop::Error),
    };
    match (name, arguments) {
        ("orValue", [other]) => match target {
            Val::Optional(found) => Ok(found.map_or_else(|| other.clone(), |v| *v)),
            _ => Err(Stop::Error),
        },
        ("hasValue", []) => match target {
            Val::Optional(found) => Ok(Val::Bool(found.is_some())),
            _ => Err(Stop::Error),
        },
        ("value", []) => match target {
            Val::Optional(found) => found.map(|v| *v).ok_or(Stop::Error),
            _ => Err(Stop::Error),
        },
        ("size", []) => size(&target),
        ("startsWith", _) => text(&|a, b| a.starts_with(b)),
        ("endsWith", _) => text(&|a, b| a.ends_with(b)),
        ("contains", _) => text(&|a, b| a.contains(b)),
        ("upperAscii", []) => changed(&target, str::to_ascii_uppercase),
        ("lowerAscii", []) => changed(&target, str::to_ascii_lowercase),
        ("replace", [Val::Text(from), Val::Text(to)])
            if !from.is_empty() && to.len() <= from.len() =>
        {
            changed(&target, |text| text.replace(&**from, to))
        }
        _ => Err(Stop::Unknown),
    }
}

fn changed<'a>(target: &Val<'a>, change: impl Fn(&str) -> String) -> Outcome<'a> {
    match target {
        Val::Text(text) => Ok(Val::Text(Cow::Owned(change(text)))),
        _ => Err(Stop::Error),
    }
}

fn size<'a>(value: &Val<'a>) -> Outcome<'a> {
    let count = match value {
        Val::List(items) => items.len(),
        Val::Text(text) => text.chars().count(),
        Val::Map(node) => node.entries().len(),
        _ => return Err(Stop::Error),
    };
    i64::try_from(count).map(Val::Int).map_err(|_| Stop::Error)
}

/// What a macro runs over: elements of a list, keys of a map.
fn items(target: Val<'_>) -> Result<Vec<Val<'_>>, Stop> {
    match target {
        Val::List(items) => Ok(items),
        Val::Map(node) => {
            Ok(node.entries().iter().map(|e| Val::Text(Cow::Borrowed(&*e.key))).collect())
        }
        _ => Err(Stop::Error),
    }
}

/// `&&` and `all` (decisive: false), `||` and `exists` (decisive: true): one decisive part decides, whatever the
/// others are.
fn decide<'a>(parts: impl Iterator<Item = Result<bool, Stop>>, decisive: bool) -> Outcome<'a> {
    let mut stopped = None;
    for part in parts {
        match part {
            Ok(b) if b == decisive => return Ok(Val::Bool(decisive)),
            Ok(_) => {}
            Err(Stop::Unknown) => stopped = Some(Stop::Unknown),
            Err(Stop::Error) => stopped = stopped.or(Some(Stop::Error)),
        }
    }
    stopped.map_or(Ok(Val::Bool(!decisive)), Err)
}

fn truth(value: Outcome<'_>) -> Result<bool, Stop> {
    match value? {
        Val::Bool(b) => Ok(b),
        _ => Err(Stop::Error),
    }
}

fn binary<'a>(operator: &str, a: Val<'a>, b: Val<'a>) -> Outcome<'a> {
    match (operator, a, b) {
        ("==", a, b) => Ok(Val::Bool(a == b)),
        ("!=", a, b) => Ok(Val::Bool(a != b)),
        ("in", a, Val::List(items)) => Ok(Val::Bool(items.contains(&a))),
        ("in", Val::Text(key), Val::Map(node)) => Ok(Val::Bool(node.get(&key).is_some())),
        ("+", Val::List(mut a), Val::List(b)) if a.len() + b.len() <= LARGEST => {
            a.extend(b);
            Ok(Val::List(a))
        }
        ("+", Val::Text(a), Val::Text(b)) if a.len() + b.len() <= LARGEST => {
            Ok(Val::Text(Cow::Owned(format!("{a}{b}"))))
        }
        ("+", Val::Int(a), Val::Int(b)) => a.checked_add(b).map(Val::Int).ok_or(Stop::Error),
        ("-", Val::Int(a), Val::Int(b)) => a.checked_sub(b).map(Val::Int).ok_or(Stop::Error),
        ("<", Val::Int(a), Val::Int(b)) => Ok(Val::Bool(a < b)),
        (">", Val::Int(a), Val::Int(b)) => Ok(Val::Bool(a > b)),
        ("<=", Val::Int(a), Val::Int(b)) => Ok(Val::Bool(a <= b)),
        (">=", Val::Int(a), Val::Int(b)) => Ok(Val::Bool(a >= b)),
        _ => Err(Stop::Unknown),
    }
}

fn of_node(node: &Node) -> Outcome<'_> {
    Ok(match &node.kind {
        Kind::Null => Val::Null,
        Kind::Bool(b) => Val::Bool(*b),
        Kind::Int(i) => Val::Int(*i),
        Kind::Str(text) => Val::Text(Cow::Borrowed(text)),
        Kind::Seq(items) => Val::List(items.iter().map(of_node).collect::<Result<_, Stop>>()?),
        Kind::Map(_) => Val::Map(node),
        Kind::Float(_) | Kind::Unknown(_) => return Err(Stop::Unknown),
    })
}

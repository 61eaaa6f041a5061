//! Expressions to values.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Expr, ExprKind, For};

use crate::equality::equal;
use crate::functions;
use crate::ops;
use crate::refs::{Refs, join_refs};
use crate::scope::Scope;
use crate::traverse::known_after_apply;
use crate::types::Type;
use crate::value::{K, PartKey, Val};

/// A name that is bound while part of an expression is evaluated: `each`, `count`, an iteration's
/// variable. The innermost is found first.
#[derive(Clone, Copy)]
pub(crate) struct Bind<'b> {
    pub(crate) name: &'b str,
    pub(crate) value: &'b Val,
    pub(crate) up: Option<&'b Bind<'b>>,
}

pub(crate) type Env<'b> = Option<&'b Bind<'b>>;

pub(crate) fn find<'b>(mut env: Env<'b>, name: &str) -> Option<&'b Val> {
    while let Some(bind) = env {
        if bind.name == name {
            return Some(bind.value);
        }
        env = bind.up;
    }
    None
}

/// An element of something iterated over, with its key or index.
pub(crate) type Pair = (Val, Val);

impl Scope<'_> {
    /// The value of `expr`, standing where the expression stands.
    pub(crate) fn eval(self: &Rc<Self>, expr: &Expr, env: Env<'_>) -> Val {
        if let Err(cause) = self.engine.enter(expr.span) {
            return Val::unknown(expr.span, cause);
        }
        let value = self.eval_kind(expr, env);
        self.engine.leave();
        // Joining references is the dearest thing that is done for each value.
        let refs = 4 * value.refs.len() as u64;
        self.charged(refs, expr.span).unwrap_or(value)
    }

    /// Takes `steps` from what may be done; the value to give where nothing is left.
    pub(crate) fn charged(&self, steps: u64, at: Span) -> Option<Val> {
        self.engine.charge(steps, at).err().map(|cause| Val::unknown(at, cause))
    }

    fn eval_kind(self: &Rc<Self>, expr: &Expr, env: Env<'_>) -> Val {
        let at = expr.span;
        match &expr.kind {
            ExprKind::Null => Val::new(at, K::Null),
            ExprKind::Bool(b) => Val::bool(at, *b),
            ExprKind::Number(n) => Val::num(at, *n),
            ExprKind::Str(s) => Val::str(at, &**s),
            ExprKind::List(items) => {
                Val::seq(at, items.iter().map(|e| self.eval(e, env)).collect())
            }
            ExprKind::Object(items) => self.object(items, at, env),
            ExprKind::Template(parts) => self.template(parts, at, env),
            ExprKind::Name(name) => {
                match find(env, name).cloned().or_else(|| self.stands_for(name)) {
                    Some(value) => value.asked_at(at),
                    None => Val::error(at, format!("`{name}` is not the name of a value")),
                }
            }
            ExprKind::Unary(op, operand) => {
                let operand = self.eval(operand, env);
                ops::unary(*op, &operand, at).placed_like([&operand])
            }
            ExprKind::Binary(op, sides) => {
                let [a, b] = &**sides;
                let (a, b) = (self.eval(a, env), self.eval(b, env));
                self.charged(weight(&a) + weight(&b), at)
                    .unwrap_or_else(|| ops::binary(*op, &a, &b, at).placed_like([&a, &b]))
            }
            ExprKind::Conditional(parts) => self.conditional(parts, at, env),
            ExprKind::Call { name, args, expand } => self.call(name, args, *expand, at, env),
            ExprKind::Traverse(base, steps) => self.traverse(base, steps, at, env),
            ExprKind::For(f) => self.for_expr(f, at, env),
            ExprKind::Invalid(cause) => Val::unknown(at, cause.clone()),
        }
    }

    fn object(self: &Rc<Self>, items: &[(Expr, Expr)], at: Span, env: Env<'_>) -> Val {
        let mut entries = BTreeMap::new();
        let (mut partly, mut rest) = (Vec::new(), None);
        for (key, value) in items {
            let key_value = self.eval(key, env);
            let value = self.eval(value, env);
            match (&key_value.kind, key_value.text()) {
                (_, Some(text)) => drop(entries.insert(text, (key.span, value))),
                (K::Partial(known), _) => {
                    let value = value.with_refs(&key_value.refs);
                    partly.push(PartKey { key: known.clone(), span: key.span, value });
                }
                // Which key this is is not known: any other could be it.
                _ => rest = rest.or(key_value.unknown_like(at).cause().cloned()),
            }
        }
        if rest.is_some() || partly.is_empty() {
            return Val::open_map(at, entries, rest);
        }
        Val::partly_keyed(at, entries, partly)
    }

    fn conditional(self: &Rc<Self>, parts: &[Expr; 3], at: Span, env: Env<'_>) -> Val {
        let [cond, yes, no] = parts;
        let test = self.eval(cond, env);
        match test.truth() {
            Some(decided) => {
                let chosen = self.eval(if decided { yes } else { no }, env);
                chosen.marked(test.refs.marks)
            }
            None => {
                let (a, b) = (self.eval(yes, env), self.eval(no, env));
                if let Some(stop) = self.charged(weight(&a) + weight(&b), at) {
                    return stop;
                }
                // Where both branches agree the condition does not matter.
                if a.cause().is_none() && equal(&a, &b) == Some(true) {
                    return a.marked(test.refs.marks);
                }
                let cause = if test.is_unknown() {
                    test
                } else {
                    Val::error(at, "the condition is not a bool")
                };
                cause.unknown_like(at).with_refs(&a.refs).with_refs(&b.refs)
            }
        }
    }

    fn call(
        self: &Rc<Self>,
        name: &str,
        args: &[Expr],
        expand: bool,
        at: Span,
        env: Env<'_>,
    ) -> Val {
        match (name.strip_prefix("core::").unwrap_or(name), args) {
            (name @ ("try" | "can"), _) => return self.attempt(name, args, at, env),
            ("convert", [value, of]) => {
                let value = self.eval(value, env);
                return Type::read(of).convert(value, &|e| self.eval(e, env)).asked_at(at);
            }
            _ => {}
        }
        let mut values: Vec<Val> = args.iter().map(|e| self.eval(e, env)).collect();
        if expand && let Some(last) = values.pop() {
            match last.items() {
                Some(items) => values.extend(items.iter().cloned()),
                None => return last.unknown_like(at),
            }
        }
        if let Some(stop) = self.charged(values.iter().map(weight).sum(), at) {
            return stop;
        }
        let refs: Refs = values.iter().fold(Refs::default(), |r, v| join_refs(&r, &v.refs));
        let refs = if functions::keeps_marks(name) { refs } else { refs.unmarked() };
        let result = functions::call(self, name, &values, at).with_refs(&refs);
        let result = result.placed_like(&values);
        self.charged(weight(&result), at).unwrap_or(result)
    }

    /// `try` takes the first argument without an error, `can` tells whether there is one.
    fn attempt(self: &Rc<Self>, name: &str, args: &[Expr], at: Span, env: Env<'_>) -> Val {
        for arg in args {
            let value = self.eval(arg, env);
            let failed = matches!(&value.kind, K::Unknown(c) if c.error);
            if name == "can" {
                return if value.is_unknown() && !failed {
                    value.unknown_like(at)
                } else {
                    Val::bool(at, !failed)
                };
            }
            if !failed {
                return value;
            }
        }
        Val::error(at, format!("every argument of `{name}` is an error"))
    }

    /// The pairs of key and value that an iteration walks over, or why they are not known.
    pub(crate) fn pairs(self: &Rc<Self>, over: &Val, at: Span) -> Result<Vec<Pair>, Val> {
        let count = over.items().map_or(0, <[Val]>::len);
        if let Some(stop) = self.charged(count as u64, at) {
            return Err(stop);
        }
        #[allow(clippy::cast_precision_loss)] // an index
        match &over.kind {
            K::Seq(s) if s.set => Ok(s.items.iter().map(|v| (v.clone(), v.clone())).collect()),
            K::Seq(s) => {
                let marks = over.refs.marks;
                let pair =
                    |(i, v): (usize, &Val)| (Val::num(at, i as f64), v.clone().marked(marks));
                Ok(s.items.iter().enumerate().map(pair).collect())
            }
            K::Res(r) if r.any_instance => Err(known_after_apply(&r.address, "", at)),
            K::Map(_) | K::Res(_) => {
                let Some(map) = over.as_map() else { return Ok(Vec::new()) };
                if map.rest.is_some() {
                    return Err(over.unknown_like(at));
                }
                let pair = |(k, (span, v)): (&Rc<str>, &(Span, Val))| {
                    (Val::str(*span, k.clone()), v.clone().marked(over.refs.marks))
                };
                Ok(map.entries.iter().map(pair).collect())
            }
            K::Unknown(_) | K::Partial(_) => Err(over.unknown_like(at)),
            K::Null => Err(Val::error(at, "null cannot be iterated over")),
            _ => Err(Val::error(at, "the value cannot be iterated over")),
        }
    }

    fn for_expr(self: &Rc<Self>, f: &For, at: Span, env: Env<'_>) -> Val {
        let over = self.eval(&f.over, env);
        let pairs = match self.pairs(&over, at) {
            Ok(pairs) => pairs,
            Err(unknown) => return unknown,
        };
        let mut items = Vec::new();
        let mut entries: BTreeMap<Rc<str>, (Span, Vec<Val>)> = BTreeMap::new();
        for (key, value) in &pairs {
            let outer = Bind { name: &f.value_var, value, up: env };
            let inner = f.key_var.as_ref().map(|name| Bind { name, value: key, up: Some(&outer) });
            let env = Some(inner.as_ref().unwrap_or(&outer));
            if let Some(cond) = &f.cond {
                let cond = self.eval(cond, env);
                match cond.truth() {
                    Some(true) => {}
                    Some(false) => continue,
                    None => return cond.unknown_like(at).with_refs(&over.refs),
                }
            }
            let value = self.eval(&f.value, env);
            let Some(key) = &f.key else {
                items.push(value);
                continue;
            };
            let key_value = self.eval(key, env);
            let Some(text) = key_value.text() else { return key_value.unknown_like(at) };
            let slot = entries.entry(text).or_insert((key.span, Vec::new()));
            if !slot.1.is_empty() && !f.group {
                return Val::error(at, "two elements have the same key");
            }
            slot.1.push(value);
        }
        if f.key.is_none() {
            return Val::seq(at, items);
        }
        let entry = |(key, (span, mut values)): (_, (Span, Vec<Val>))| {
            let value = match values.pop() {
                Some(only) if !f.group => only,
                last => Val::seq(at, values.into_iter().chain(last).collect()),
            };
            (key, (span, value))
        };
        Val::map(at, entries.into_iter().map(entry).collect())
    }
}

/// How many values an operation on `value` walks over.
fn weight(value: &Val) -> u64 {
    value.weight().into()
}

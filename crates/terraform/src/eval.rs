//! Expressions to values.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Expr, ExprKind, For, Part, Step};

use crate::functions;
use crate::ops;
use crate::scope::Scope;
use crate::value::{K, Ref, Refs, Val, equal, join_refs};

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

impl<'p> Scope<'p> {
    /// The value of `expr`, standing where the expression stands.
    pub(crate) fn eval(self: &Rc<Self>, expr: &Expr, env: Env<'_>) -> Val {
        if let Err(cause) = self.engine.enter(expr.span) {
            return Val::unknown(expr.span, cause);
        }
        let value = self.eval_kind(expr, env);
        self.engine.leave();
        value
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
            ExprKind::Name(name) => self.name(name, at, env),
            ExprKind::Unary(op, operand) => ops::unary(*op, &self.eval(operand, env), at),
            ExprKind::Binary(op, sides) => {
                let [a, b] = &**sides;
                ops::binary(*op, &self.eval(a, env), &self.eval(b, env), at)
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
        let mut rest = None;
        for (key, value) in items {
            let key_value = self.eval(key, env);
            let value = self.eval(value, env);
            match key_value.text() {
                Some(text) => drop(entries.insert(text, (key.span, value))),
                // Which key this is is not known: any other could be it.
                None => rest = rest.or(key_value.unknown_like(at).cause().cloned()),
            }
        }
        Val::open_map(at, entries, rest)
    }

    fn name(self: &Rc<Self>, name: &str, at: Span, env: Env<'_>) -> Val {
        match find(env, name) {
            Some(value) => value.clone().asked_at(at),
            None => Val::error(at, format!("`{name}` is not the name of a value")),
        }
    }

    fn conditional(self: &Rc<Self>, parts: &[Expr; 3], at: Span, env: Env<'_>) -> Val {
        let [cond, yes, no] = parts;
        let test = self.eval(cond, env);
        match test.truth() {
            Some(true) => self.eval(yes, env),
            Some(false) => self.eval(no, env),
            None => {
                let (a, b) = (self.eval(yes, env), self.eval(no, env));
                // Where both branches agree the condition does not matter.
                if a.cause().is_none() && equal(&a, &b) == Some(true) {
                    return a;
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
        if name == "try" || name == "can" {
            return self.attempt(name, args, at, env);
        }
        let mut values: Vec<Val> = args.iter().map(|e| self.eval(e, env)).collect();
        if expand && let Some(last) = values.pop() {
            match last.items() {
                Some(items) => values.extend(items.iter().cloned()),
                None => return last.unknown_like(at),
            }
        }
        let weight: u64 = values.iter().map(|v| u64::from(v.weight())).sum();
        if let Err(cause) = self.engine.charge(weight, at) {
            return Val::unknown(at, cause);
        }
        let refs: Refs = values.iter().fold(None, |r, v| join_refs(&r, &v.refs));
        functions::call(self, name, &values, at).with_refs(&refs)
    }

    /// `try` takes the first argument without an error, `can` tells whether there is one.
    fn attempt(self: &Rc<Self>, name: &str, args: &[Expr], at: Span, env: Env<'_>) -> Val {
        for arg in args {
            let value = self.eval(arg, env);
            let failed = matches!(&value.kind, K::Unknown(c) if c.error);
            if name == "can" {
                return match value.is_unknown() && !failed {
                    true => value.unknown_like(at),
                    false => Val::bool(at, !failed),
                };
            }
            if !failed {
                return value;
            }
        }
        Val::error(at, format!("every argument of `{name}` is an error"))
    }

    fn traverse(self: &Rc<Self>, base: &Expr, steps: &[Step], at: Span, env: Env<'_>) -> Val {
        let (value, used) = match &base.kind {
            ExprKind::Name(name) => match find(env, name) {
                Some(value) => (value.clone(), 0),
                None => self.lookup(name, steps, at, env),
            },
            _ => (self.eval(base, env), 0),
        };
        self.steps(value, steps.get(used..).unwrap_or_default(), at, env).asked_at(at)
    }

    /// Applies the steps of a traversal.
    fn steps(self: &Rc<Self>, mut value: Val, steps: &[Step], at: Span, env: Env<'_>) -> Val {
        for (i, step) in steps.iter().enumerate() {
            let rest = steps.get(i + 1..).unwrap_or_default();
            value = match step {
                Step::Attr(name) => attribute(&value, name, at),
                Step::Index(expr) => index(&value, &self.eval(expr, env), at),
                Step::AttrSplat => {
                    let own = attr_steps(rest);
                    let (inner, after) = rest.split_at(own);
                    let value = self.splat(value, inner, at, env);
                    return self.steps(value, after, at, env);
                }
                Step::FullSplat => return self.splat(value, rest, at, env),
            };
        }
        value
    }

    fn splat(self: &Rc<Self>, value: Val, steps: &[Step], at: Span, env: Env<'_>) -> Val {
        match &value.kind {
            K::Unknown(_) => {
                // References keep the attribute that is asked for.
                let inner = self.steps(value.clone(), steps, at, env);
                inner.unknown_like(at)
            }
            K::Null => Val::seq(at, Vec::new()),
            K::Res(r) if r.any_instance => {
                self.steps(value.clone(), steps, at, env).unknown_like(at)
            }
            K::Seq(s) => {
                let items = s.items.iter().map(|v| self.steps(v.clone(), steps, at, env));
                Val::seq(at, items.collect())
            }
            _ => {
                let one = self.steps(value, steps, at, env);
                Val::seq(at, vec![one])
            }
        }
    }

    /// The pairs of key and value that an iteration walks over, or why they are not known.
    pub(crate) fn pairs(self: &Rc<Self>, over: &Val, at: Span) -> Result<Vec<Pair>, Val> {
        #[allow(clippy::cast_precision_loss)] // an index
        match &over.kind {
            K::Seq(s) if s.set => Ok(s.items.iter().map(|v| (v.clone(), v.clone())).collect()),
            K::Seq(s) => {
                let pair = |(i, v): (usize, &Val)| (Val::num(at, i as f64), v.clone());
                Ok(s.items.iter().enumerate().map(pair).collect())
            }
            K::Res(r) if r.any_instance => Err(known_after_apply(&r.address, "", at)),
            K::Map(_) | K::Res(_) => {
                let Some(map) = over.as_map() else { return Ok(Vec::new()) };
                if map.rest.is_some() {
                    return Err(over.unknown_like(at));
                }
                let pair = |(k, (span, v)): (&Rc<str>, &(Span, Val))| {
                    (Val::str(*span, k.clone()), v.clone())
                };
                Ok(map.entries.iter().map(pair).collect())
            }
            K::Unknown(_) => Err(over.unknown_like(at)),
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

    fn template(self: &Rc<Self>, parts: &[Part], at: Span, env: Env<'_>) -> Val {
        if let [Part::Value(only)] = parts {
            return self.eval(only, env);
        }
        let mut text = Text::default();
        self.render(parts, env, &mut text);
        if let Err(cause) = self.engine.charge(text.out.len() as u64 / 16, at) {
            return Val::unknown(at, cause);
        }
        text.finish(self, at)
    }

    fn render(self: &Rc<Self>, parts: &[Part], env: Env<'_>, text: &mut Text) {
        for part in parts {
            if text.out.len() > MAX_TEXT || text.broken.is_some() {
                return;
            }
            match part {
                Part::Text(t) => text.out.push_str(t),
                Part::Value(e) => text.push(self.eval(e, env)),
                Part::If { cond, then, other } => {
                    let cond = self.eval(cond, env);
                    text.refs = join_refs(&text.refs, &cond.refs);
                    match cond.truth() {
                        Some(true) => self.render(then, env, text),
                        Some(false) => self.render(other, env, text),
                        None => text.broken = Some(cond),
                    }
                }
                Part::For { key_var, value_var, over, body } => {
                    let over = self.eval(over, env);
                    text.refs = join_refs(&text.refs, &over.refs);
                    match self.pairs(&over, over.at) {
                        Err(unknown) => text.broken = Some(unknown),
                        Ok(pairs) => {
                            for (key, value) in &pairs {
                                let outer = Bind { name: value_var, value, up: env };
                                let inner = key_var.as_ref().map(|name| Bind {
                                    name,
                                    value: key,
                                    up: Some(&outer),
                                });
                                self.render(body, Some(inner.as_ref().unwrap_or(&outer)), text);
                            }
                        }
                    }
                }
            }
        }
    }

    /// The value of a template that is given as a tree, in which the keys of `vars` are names.
    pub(crate) fn render_with(self: &Rc<Self>, expr: &Expr, vars: &Val, at: Span) -> Val {
        let Some(map) = vars.as_map() else { return Val::error(at, "the variables are not a map") };
        let binds: Vec<(&str, &Val)> = map.entries.iter().map(|(k, (_, v))| (&**k, v)).collect();
        self.bound(expr, &binds, None)
    }

    /// Evaluates with all of `binds` bound.
    fn bound(self: &Rc<Self>, expr: &Expr, binds: &[(&str, &Val)], env: Env<'_>) -> Val {
        match binds.split_first() {
            None => self.eval(expr, env),
            Some((&(name, value), rest)) if rest.len() < 1_000 => {
                self.bound(expr, rest, Some(&Bind { name, value, up: env }))
            }
            Some(_) => Val::unknown(expr.span, "the template has more than 1000 variables"),
        }
    }
}

/// How many steps after `.*` belong to it: attributes and `.0`, up to the first index in brackets.
fn attr_steps(steps: &[Step]) -> usize {
    steps
        .iter()
        .take_while(|s| match s {
            Step::Attr(_) => true,
            Step::Index(e) => matches!(e.kind, ExprKind::Number(_)),
            Step::AttrSplat | Step::FullSplat => false,
        })
        .count()
}

/// Longest text that a template may give.
const MAX_TEXT: usize = 4 << 20;

/// The text of a template under construction. Unknown pieces leave a marked hole.
#[derive(Default)]
struct Text {
    out: String,
    holes: Vec<Val>,
    refs: Refs,
    broken: Option<Val>,
}

/// The marks around a hole's number: from a private area of Unicode.
const HOLE: (char, char) = ('\u{f8f0}', '\u{f8f1}');

impl Text {
    fn push(&mut self, value: Val) {
        self.refs = join_refs(&self.refs, &value.refs);
        match value.text() {
            Some(text) => self.out.push_str(&text),
            None => {
                let hole = if value.cause().is_some() {
                    value
                } else {
                    Val::error(value.at, "the value is not a text")
                };
                self.out.push(HOLE.0);
                self.out.push_str(&self.holes.len().to_string());
                self.out.push(HOLE.1);
                self.holes.push(hole);
            }
        }
    }

    fn finish(self, scope: &Rc<Scope<'_>>, at: Span) -> Val {
        if let Some(unknown) = self.broken {
            return unknown.unknown_like(at).with_refs(&self.refs);
        }
        if self.out.len() > MAX_TEXT {
            return Val::limit(at, format!("the text is longer than {MAX_TEXT} bytes"));
        }
        let Some(first) = self.holes.first() else {
            return Val::str(at, self.out).with_refs(&self.refs);
        };
        let unknown = first.unknown_like(at).with_refs(&self.refs);
        // A policy of which only an ARN is not known is still known for the rest.
        match crate::policy::tree_of_text(scope, at, &self.out) {
            Some(tree) => Val::json(at, fill(&tree, &self.holes)).with_refs(&self.refs),
            None => unknown,
        }
    }
}

/// The tree with every text that has a hole made unknown.
fn fill(value: &Val, holes: &[Val]) -> Val {
    match &value.kind {
        K::Str(s) => match first_hole(s, holes) {
            Some(hole) => {
                let all = holes_in(s, holes).fold(None, |r, v| join_refs(&r, &v.refs));
                hole.unknown_like(value.at).with_refs(&all)
            }
            None => value.clone(),
        },
        K::Seq(s) => Val::seq(value.at, s.items.iter().map(|v| fill(v, holes)).collect()),
        K::Map(m) => {
            let mut rest = None;
            let mut entries = BTreeMap::new();
            for (key, (span, v)) in &m.entries {
                match first_hole(key, holes) {
                    Some(hole) => rest = hole.cause().cloned(),
                    None => drop(entries.insert(key.clone(), (*span, fill(v, holes)))),
                }
            }
            Val::open_map(value.at, entries, rest)
        }
        _ => value.clone(),
    }
}

fn holes_in<'v>(text: &str, holes: &'v [Val]) -> impl Iterator<Item = &'v Val> {
    text.split(HOLE.0)
        .skip(1)
        .filter_map(|t| holes.get(t.split(HOLE.1).next()?.parse::<usize>().ok()?))
}

fn first_hole<'v>(text: &str, holes: &'v [Val]) -> Option<&'v Val> {
    holes_in(text, holes).next()
}

/// "Known after apply", with the reference that says of what.
pub(crate) fn known_after_apply(address: &Rc<str>, name: &str, at: Span) -> Val {
    let dot = if name.is_empty() { "" } else { "." };
    let unknown = Val::unknown(at, format!("known after apply: {address}{dot}{name}"));
    unknown.with_refs(&reference(address, name, at))
}

fn reference(address: &Rc<str>, name: &str, at: Span) -> Refs {
    let attribute = Rc::from(name);
    Some(Rc::from([Ref { target: address.clone(), attribute, span: at }]))
}

/// `value.name`
pub(crate) fn attribute(value: &Val, name: &str, at: Span) -> Val {
    match &value.kind {
        K::Res(r) => match r.attrs.as_map().and_then(|m| m.entries.get(name)) {
            Some((_, v)) if !v.is_null() => {
                v.clone().asked_at(at).with_refs(&reference(&r.address, name, at))
            }
            _ if r.attrs.is_unknown() => r.attrs.unknown_like(at),
            _ => known_after_apply(&r.address, name, at),
        },
        K::Map(m) => match (m.entries.get(name), &m.rest) {
            (Some((_, v)), _) => v.clone(),
            (None, Some(cause)) => Val::new(at, K::Unknown(cause.clone())),
            (None, None) => Val::error(at, format!("the value has no attribute `{name}`")),
        },
        K::Unknown(_) => value.unknown_like(at),
        K::Null => Val::error(at, format!("null has no attribute `{name}`")),
        _ => Val::error(at, format!("the value has no attribute `{name}`")),
    }
}

/// `value[key]`
pub(crate) fn index(value: &Val, key: &Val, at: Span) -> Val {
    if value.is_unknown() {
        return value.unknown_like(at);
    }
    match &value.kind {
        K::Res(r) if r.any_instance => return value.clone(),
        _ if key.is_unknown() => return key.unknown_like(at).with_refs(&value.refs),
        K::Seq(s) if !s.set => {
            let n = key.number().filter(|n| n.fract() == 0.0 && *n >= 0.0);
            #[allow(clippy::cast_sign_loss)] // checked above
            let found = n.and_then(|n| s.items.get(n as usize));
            return found.cloned().unwrap_or_else(|| Val::error(at, "the index is out of range"));
        }
        _ => {}
    }
    match key.text() {
        Some(name) if value.as_map().is_some() => attribute(value, &name, at),
        _ => Val::error(at, "the value cannot be indexed like this"),
    }
}

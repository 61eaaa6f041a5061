//! Templates to texts, or to trees where a text with unknown pieces is JSON.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Expr, Part};

use crate::eval::{Bind, Env};
use crate::functions::MAX_TEXT;
use crate::partial::{Holes, is_marked};
use crate::refs::{Refs, join_refs};
use crate::scope::Scope;
use crate::value::{K, PartKey, Val};

impl Scope<'_> {
    pub(crate) fn template(self: &Rc<Self>, parts: &[Part], at: Span, env: Env<'_>) -> Val {
        if let [Part::Value(only)] = parts {
            return self.eval(only, env);
        }
        let mut text = Text::default();
        self.render(parts, env, &mut text);
        let stop = self.charged(text.out.len() as u64 / 16, at);
        stop.unwrap_or_else(|| text.finish(self, at))
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

/// The text of a template under construction. Unknown pieces leave a marked hole.
#[derive(Default)]
struct Text {
    out: String,
    holes: Holes,
    refs: Refs,
    broken: Option<Val>,
}

impl Text {
    fn push(&mut self, value: Val) {
        self.refs = join_refs(&self.refs, &value.refs);
        if let Some(text) = value.text() {
            self.out.push_str(&text);
            return;
        }
        let known = value.cause().is_none();
        let wrong = || Val::error(value.at, "the value is not a text");
        let hole = if known { wrong() } else { value };
        self.out.push_str(&self.holes.mark(hole));
    }

    fn finish(self, scope: &Rc<Scope<'_>>, at: Span) -> Val {
        if let Some(unknown) = self.broken {
            return unknown.unknown_like(at).with_refs(&self.refs);
        }
        if self.out.len() > MAX_TEXT {
            return Val::limit(at, format!("the text is longer than {MAX_TEXT} bytes"));
        }
        if self.holes.is_empty() {
            return Val::str(at, self.out).with_refs(&self.refs);
        }
        // A policy of which only an ARN is not known is still known for the rest.
        // So is a manifest of which only a name is not known.
        let tree = crate::policy::tree_of_text(scope, at, &self.out)
            .or_else(|| crate::policy::tree_of_manifest(scope, at, &self.out));
        let value = match tree {
            Some(tree) => Val::json(at, fill(&tree, &self.holes)),
            None => self.holes.resolve(&self.out, at),
        };
        value.with_refs(&self.refs)
    }
}

/// The tree with every text that has a hole known in part only.
fn fill(value: &Val, holes: &Holes) -> Val {
    match &value.kind {
        K::Str(s) if is_marked(s) => holes.resolve(s, value.at),
        K::Seq(s) => Val::seq(value.at, s.items.iter().map(|v| fill(v, holes)).collect()),
        K::Map(m) => {
            let (mut partly, mut rest) = (Vec::new(), None);
            let mut entries = BTreeMap::new();
            for (key, (span, v)) in &m.entries {
                let (key, value) = (holes.resolve(key, *span), fill(v, holes));
                match &key.kind {
                    K::Str(text) => drop(entries.insert(text.clone(), (*span, value))),
                    K::Partial(known) => {
                        let value = value.with_refs(&key.refs);
                        partly.push(PartKey { key: known.clone(), span: *span, value });
                    }
                    _ => rest = key.cause().cloned(),
                }
            }
            if rest.is_some() || partly.is_empty() {
                return Val::open_map(value.at, entries, rest);
            }
            Val::partly_keyed(value.at, entries, partly)
        }
        _ => value.clone(),
    }
}

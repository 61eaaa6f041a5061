//! Traversals: attributes, indices and splats of a value.

use std::rc::Rc;

use ringfort_source::Span;
use ringfort_syntax::hcl::{Expr, ExprKind, Step};

use crate::eval::{Env, find};
use crate::refs::Refs;
use crate::scope::Scope;
use crate::value::{K, Val};

impl Scope<'_> {
    /// The value at the end of a traversal.
    pub(crate) fn traverse(
        self: &Rc<Self>,
        base: &Expr,
        steps: &[Step],
        at: Span,
        env: Env<'_>,
    ) -> Val {
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
            K::Unknown(_) | K::Partial(_) => {
                // References keep the attribute that is asked for.
                let inner = self.steps(value.clone(), steps, at, env);
                inner.unknown_like(at)
            }
            K::Null => Val::seq(at, Vec::new()),
            K::Res(r) if r.any_instance => {
                self.steps(value.clone(), steps, at, env).unknown_like(at)
            }
            K::Seq(s) => {
                if let Some(stop) = self.charged(s.items.len() as u64, at) {
                    return stop;
                }
                let items = s.items.iter().map(|v| self.steps(v.clone(), steps, at, env));
                Val::seq(at, items.collect())
            }
            _ => {
                let one = self.steps(value, steps, at, env);
                Val::seq(at, vec![one])
            }
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

/// "Known after apply", with the reference that says of what.
pub(crate) fn known_after_apply(address: &Rc<str>, name: &str, at: Span) -> Val {
    let dot = if name.is_empty() { "" } else { "." };
    let unknown = Val::unknown(at, format!("known after apply: {address}{dot}{name}"));
    unknown.with_refs(&Refs::one(address.clone(), name, at))
}

/// `value.name`
pub(crate) fn attribute(value: &Val, name: &str, at: Span) -> Val {
    match &value.kind {
        K::Res(r) => match r.attrs.as_map().and_then(|m| m.entries.get(name)) {
            Some((_, v)) if !v.is_null() => v
                .clone()
                .marked(value.refs.marks)
                .asked_at(at)
                .with_refs(&Refs::one(r.address.clone(), name, at)),
            _ if r.attrs.is_unknown() => r.attrs.unknown_like(at),
            _ => known_after_apply(&r.address, name, at).marked(value.refs.marks),
        },
        K::Map(m) => match (m.entries.get(name), &m.rest) {
            (Some((_, v)), _) => v.clone().marked(value.refs.marks),
            (None, Some(cause)) => Val::new(at, K::Unknown(cause.clone())),
            (None, None) if m.block => {
                Val::unknown(at, format!("known after apply: {name}")).with_refs(&value.refs)
            }
            (None, None) => Val::error(at, format!("the value has no attribute `{name}`")),
        },
        K::Unknown(_) | K::Partial(_) => value.unknown_like(at),
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
            return match found {
                Some(v) => v.clone().marked(value.refs.marks),
                None => Val::error(at, "the index is out of range"),
            };
        }
        _ => {}
    }
    match key.text() {
        Some(name) if value.as_map().is_some() => attribute(value, &name, at),
        _ => Val::error(at, "the value cannot be indexed like this"),
    }
}

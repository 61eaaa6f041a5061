//! Input on its way, and what names carry.

use std::collections::BTreeMap;

use ringfort_model::code::{Expr, ExprKind};
use ringfort_source::Span;

use super::{Sanitizer, SinkKind, Source, Step};
use crate::code::ClassId;

/// Input on its way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Taint {
    pub(super) source: Source,
    pub(super) steps: Vec<Step>,
    /// What made it harmless, per kind of site.
    pub(super) cleaned: Vec<(SinkKind, Sanitizer)>,
    /// The schema whose fields it has.
    pub(super) schema: Option<ClassId>,
}

impl Taint {
    pub(super) fn step(mut self, span: Span, note: impl Into<String>) -> Self {
        if self.steps.len() < 12 && self.steps.last().is_none_or(|s| s.span != span) {
            self.steps.push(Step { span, note: note.into() });
        }
        self
    }

    pub(super) fn clean(mut self, kinds: &[SinkKind], span: Span, what: &str) -> Self {
        let sanitizer = |k: &SinkKind| (*k, Sanitizer { span, what: what.to_owned() });
        self.cleaned.extend(kinds.iter().map(sanitizer));
        self
    }
}

pub(super) type Env = BTreeMap<String, Taint>;

pub(super) fn start(source: &Source, schema: Option<ClassId>) -> Taint {
    let step = Step { span: source.span, note: format!("{} enters", source.what) };
    Taint { source: source.clone(), steps: vec![step], cleaned: vec![], schema }
}

pub(super) fn bind(target: &Expr, taint: Option<Taint>, env: &mut Env) {
    match &target.kind {
        ExprKind::Name(name) => match taint {
            Some(taint) => {
                let taint = taint.step(target.span, format!("assigned to `{name}`"));
                env.insert(name.to_string(), taint);
            }
            None => {
                env.remove(name.as_ref());
            }
        },
        ExprKind::Star(inner) => bind(inner, taint, env),
        _ => target.items().iter().for_each(|t| bind(t, taint.clone(), env)),
    }
}

pub(super) fn harmless(expr: &Expr, kinds: &[SinkKind], span: Span, what: &str, env: &mut Env) {
    let name = match &expr.kind {
        ExprKind::Call(call) => match &call.callee.kind {
            ExprKind::Attribute { value, .. } => value.as_name(),
            _ => call.args.first().and_then(Expr::as_name),
        },
        _ => expr.as_name(),
    };
    if let Some(taint) = name.and_then(|n| env.get_mut(n)) {
        *taint = taint.clone().clean(kinds, span, what);
    }
}

/// Of two, the one that fewer things have made harmless.
pub(super) fn worse(a: Option<Taint>, b: Option<Taint>) -> Option<Taint> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.cleaned.len() < a.cleaned.len() { b } else { a }),
        (a, b) => a.or(b),
    }
}

pub(super) fn join(envs: Vec<Env>) -> Option<Env> {
    envs.into_iter().reduce(|mut all, env| {
        for (name, taint) in env {
            let known = all.remove(&name);
            all.extend(worse(known, Some(taint)).map(|t| (name, t)));
        }
        all
    })
}

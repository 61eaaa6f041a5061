//! Verdicts on places where input could do harm.

use ringfort_check::facts::code::taint::{Built, Flow, Site, SourceKind};
use ringfort_check::model::code::{Call, Expr, ExprKind, Module, Stmt, Visit};
use ringfort_check::{Failure, Scene, Span, Verdict};

use super::{calls, fixed};

/// The module of a site.
pub(crate) fn module<'a>(scene: &Scene<'a>, site: &Site) -> Option<&'a Module> {
    scene.facts.model.modules.get(site.module)
}

/// The call that a site is.
pub(crate) fn call<'a>(scene: &Scene<'a>, site: &Site) -> Option<&'a Call> {
    let module = module(scene, site)?;
    match site.function.and_then(|id| module.functions.get(id.function)) {
        Some(function) => in_body(&function.body, site.span)
            .or_else(|| function.header_calls().into_iter().find(|c| c.span == site.span)),
        None => in_body(&module.body, site.span).or_else(|| {
            let around = module.classes.iter().filter(|c| c.span.contains(site.span));
            around.into_iter().find_map(|c| in_body(&c.body, site.span))
        }),
    }
}

/// The call at `span`: only what lies around it is looked at, so that long files stay cheap.
fn in_body(body: &[Stmt], span: Span) -> Option<&Call> {
    let at = body.partition_point(|s| s.span.end < span.end);
    let stmt = body.get(at).filter(|s| s.span.contains(span))?;
    let own = stmt.exprs().into_iter().filter(|e| e.span.contains(span));
    let own = own.into_iter().find_map(|e| in_expr(e, span));
    own.or_else(|| stmt.blocks().into_iter().find_map(|b| in_body(b, span)))
}

fn in_expr(expr: &Expr, span: Span) -> Option<&Call> {
    match &expr.kind {
        ExprKind::Call(call) if call.span == span => Some(call),
        _ => {
            let around = expr.children().into_iter().filter(|e| e.span.contains(span));
            around.into_iter().find_map(|e| in_expr(e, span))
        }
    }
}

/// The dangerous argument.
pub(crate) fn argument<'a>(scene: &Scene<'a>, site: &Site) -> Option<&'a Expr> {
    let call = call(scene, site)?;
    let receiver = match &call.callee.kind {
        ExprKind::Attribute { value, .. } => Some(&**value),
        _ => None,
    };
    let mut found = None;
    for part in call.values().chain(receiver) {
        part.walk(&mut |e| {
            if e.span == site.argument && found.is_none() {
                found = Some(e);
            }
            Visit::Into
        });
    }
    found
}

/// The ways by which a request's input reaches the site and nothing made it harmless, then the others.
pub(crate) fn flows<'a>(scene: &Scene<'a>, site: &Site) -> (Vec<&'a Flow>, Vec<&'a Flow>) {
    // Flows are sorted by kind and sink.
    let all = &scene.facts.code.flows;
    let wanted = (site.kind, site.span);
    let start = all.partition_point(|f| (f.kind, f.sink) < wanted);
    let into = all.iter().skip(start).take_while(|f| (f.kind, f.sink) == wanted);
    into.filter(|f| f.source.kind == SourceKind::Request).partition(|f| f.sanitized.is_none())
}

/// A failure at the site with the way of the input beside it.
pub(crate) fn by_flow(scene: &Scene<'_>, site: &Site, flow: &Flow, harm: &str) -> Failure {
    let message = format!("{} reaches `{}`{harm}", flow.source.what, site.callee);
    let failure = Failure::new(site.span, message).key(site_key(scene, site));
    flow.steps
        .iter()
        .filter(|s| s.span != site.span)
        .fold(failure, |f, step| f.related(step.span, step.note.clone()))
}

/// What tells the findings of one file apart.
pub(crate) fn site_key(scene: &Scene<'_>, site: &Site) -> String {
    let function = module(scene, site).map_or_else(String::new, |m| calls::key(m, site.span));
    format!("{function} {}", site.callee)
}

/// How a family of sites is judged.
pub(crate) struct Judge {
    /// What the input does there, said after "reaches `callee`": " as part of the statement".
    pub harm: &'static str,
    /// What is wrong with text put together with values; `None` where that alone proves nothing.
    pub formatted: Option<&'static str>,
    /// The note of a pass.
    pub good: &'static str,
    /// The cause where it cannot be told.
    pub unsure: &'static str,
}

impl Judge {
    /// The verdict on one site: a way of input fails, constants and fixed values pass.
    pub(crate) fn run(&self, scene: &Scene<'_>, site: &Site) -> Verdict {
        let (open, closed) = flows(scene, site);
        if let Some(flow) = open.first() {
            return Verdict::fail(by_flow(scene, site, flow, self.harm));
        }
        if let Some(sanitizer) = closed.iter().find_map(|f| f.sanitized.as_ref()) {
            return Verdict::pass(sanitizer.span, format!("input passes {}", sanitizer.what));
        }
        if matches!(site.built, Built::Constant | Built::Parameters) {
            return Verdict::pass(site.argument, self.good);
        }
        let module = module(scene, site);
        let is_fixed = argument(scene, site)
            .zip(module)
            .is_some_and(|(argument, module)| fixed::is_fixed(module, argument));
        match (is_fixed, site.built, self.formatted) {
            (true, ..) => {
                Verdict::pass(site.argument, "its parts are constants, numbers or configuration")
            }
            (false, Built::Formatted, Some(what)) => Verdict::fail(
                Failure::new(site.argument, format!("`{}` {what}", site.callee))
                    .key(site_key(scene, site)),
            ),
            _ => Verdict::unknown(site.argument, self.unsure),
        }
    }
}

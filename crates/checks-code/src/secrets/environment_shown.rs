//! Nothing shows the environment or the settings as a whole.

use ringfort_check::facts::code::Route;
use ringfort_check::model::code::{Expr, ExprKind, Function, Module, StmtKind, Visit, walk_stmts};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::apps;

/// A route answers with the environment or the settings.
pub struct EnvironmentShown;

impl Check for EnvironmentShown {
    const META: Meta = Meta::new(
        "code/environment-shown",
        "Route answers with the environment or the settings",
        "code/secrets-loading",
        Severity::High,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-497", "CWE-200"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        let Some((module, function)) = apps::handler(scene, on) else {
            return Verdict::NotApplicable;
        };
        match shown(module, function) {
            Some((at, what)) => {
                Verdict::fail(Failure::new(at.span, format!("`{}` answers with {what}", on.name)))
            }
            None => Verdict::pass(function.name_span, "does not answer with the environment"),
        }
    }
}

fn shown<'m>(module: &'m Module, function: &'m Function) -> Option<(&'m Expr, &'static str)> {
    let mut found = None;
    walk_stmts(&function.body, &mut |stmt| {
        if let StmtKind::Return(Some(value)) = &stmt.kind {
            found = found.or_else(|| whole(module, value));
        }
        Visit::Into
    });
    found
}

/// `os.environ`, `dict(os.environ)`, `settings`, `settings.model_dump()`.
fn whole<'m>(module: &Module, expr: &'m Expr) -> Option<(&'m Expr, &'static str)> {
    let environment = |e: &Expr| module.resolve(e).is_some_and(|p| p == "os.environ");
    let settings = |e: &Expr| e.as_name().is_some_and(|n| matches!(n, "settings" | "config"));
    if environment(expr) {
        return Some((expr, "the environment"));
    }
    if settings(expr) {
        return Some((expr, "the settings"));
    }
    match &expr.kind {
        ExprKind::Call(call) => {
            if matches!(
                call.callee.last_name(),
                Some("dict" | "jsonify" | "JSONResponse" | "vars" | "asdict" | "copy")
            ) {
                return call.values().find_map(|v| whole(module, v));
            }
            let ExprKind::Attribute { value, attr } = &call.callee.kind else { return None };
            matches!(&**attr, "model_dump" | "dict" | "copy" | "items")
                .then(|| whole(module, value))?
        }
        ExprKind::Dict(entries) => entries.iter().find_map(|(_, v)| whole(module, v)),
        _ => None,
    }
}

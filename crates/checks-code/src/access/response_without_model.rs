//! Responses are declared, so that they hold what was meant.

use ringfort_check::facts::code::{Framework, Route};
use ringfort_check::model::code::{Expr, ExprKind, Function, StmtKind, Visit, walk_stmts};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::apps;

/// A route answers with whatever another function returns.
pub struct ResponseWithoutModel;

impl Check for ResponseWithoutModel {
    const META: Meta = Meta::new(
        "code/response-without-model",
        "Route answers with whatever another function returns",
        "code/object-authorization",
        Severity::Low,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-213", "OWASP-API-2023-API3", "ASVS-5.0-15.3.1"]);
    type On = Route;

    fn run(on: &Route, scene: &Scene<'_>) -> Verdict {
        let fast = apps::of_route(scene, on).is_some_and(|a| a.framework == Framework::FastApi);
        let Some((_, function)) = apps::handler(scene, on).filter(|_| fast) else {
            return Verdict::NotApplicable;
        };
        if let Some(at) = on.response_span {
            return Verdict::pass(at, "the response is declared");
        }
        match passed_on(function) {
            Some(value) => Verdict::fail(Failure::new(
                value.span,
                format!("`{}` answers with all that this returns", on.name),
            )),
            None => Verdict::NotApplicable,
        }
    }
}

/// The first returned value that another function made.
fn passed_on(function: &Function) -> Option<&Expr> {
    let mut found = None;
    walk_stmts(&function.body, &mut |stmt| {
        if let StmtKind::Return(Some(value)) = &stmt.kind {
            let made = match &value.kind {
                ExprKind::Call(call) => !call.callee.last_name().is_some_and(|n| {
                    n.ends_with("Response") || matches!(n, "str" | "len" | "int" | "dict")
                }),
                ExprKind::Await(_) | ExprKind::Name(_) => true,
                _ => false,
            };
            if made && found.is_none() {
                found = Some(value);
            }
        }
        Visit::Into
    });
    found
}

//! Interactive documents are off in production.

use ringfort_check::facts::code::{App, Framework};
use ringfort_check::model::code::{Call, Expr, ExprKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// The API's documents are served to everybody.
pub struct ApiDocsExposed;

impl Check for ApiDocsExposed {
    const META: Meta = Meta::new(
        "code/api-docs-exposed",
        "API documents are served to everybody",
        "code/http-hardening",
        Severity::Low,
    )
    .frameworks(&["CWE-200", "ASVS-5.0-13.4.5"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        if on.framework != Framework::FastApi || !scene.is_prod() {
            return Verdict::NotApplicable;
        }
        calls::all(on.instances.iter().map(judge))
    }
}

fn judge(call: &Call) -> Verdict {
    let off = |name: &str| call.keyword(name).is_some_and(may_be_none);
    if off("openapi_url") || (off("docs_url") && off("redoc_url")) {
        return Verdict::pass(call.span, "the documents are off, or off outside development");
    }
    if call.spreads() {
        return Verdict::unknown(call.span, "options are passed on");
    }
    let named: Vec<&Expr> =
        ["openapi_url", "docs_url"].iter().filter_map(|n| call.keyword(n)).collect();
    if named.iter().any(|v| !v.is_constant()) {
        return Verdict::unknown(
            call.span,
            "where the documents are served is decided at run time",
        );
    }
    Verdict::fail(Failure::new(
        call.span,
        "/docs, /redoc and /openapi.json are served to everybody",
    ))
}

/// `None`, or `None` in one branch.
fn may_be_none(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::IfExp { body, orelse, .. } => body.is_none() || orelse.is_none(),
        ExprKind::BoolOp { values, .. } => values.iter().any(Expr::is_none),
        _ => value.is_none(),
    }
}

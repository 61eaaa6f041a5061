//! Checks are not written as assertions.

use ringfort_check::model::code::{Expr, Module, StmtKind, Visit, walk_stmts};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A check is an assertion, which can be switched off.
pub struct SecurityCheckByAssert;

const WORDS: &[&str] = &[
    "user",
    "admin",
    "role",
    "permission",
    "token",
    "owner",
    "authenticated",
    "authorized",
    "allowed",
    "scope",
    "password",
    "signature",
    "is_staff",
    "superuser",
];

impl Check for SecurityCheckByAssert {
    const META: Meta = Meta::new(
        "code/security-check-by-assert",
        "Security check is an assertion",
        "code/error-handling",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-617"])
    .aliases(&["B101", "S101"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let mut verdicts = vec![];
        for body in on.bodies() {
            walk_stmts(body, &mut |stmt| {
                if let StmtKind::Assert(test, _) = &stmt.kind
                    && let Some(word) = speaks_of_security(test)
                {
                    let message = format!("the check of `{word}` is gone when Python runs with -O");
                    verdicts.push(Verdict::fail(
                        Failure::new(stmt.span, message).key(calls::key(on, stmt.span)),
                    ));
                }
                Visit::Into
            });
        }
        calls::all(verdicts)
    }
}

/// A name that speaks of rights, compared or tested as such; `x is not None` only helps a type checker.
fn speaks_of_security(test: &Expr) -> Option<String> {
    use ringfort_check::model::code::{CompareOp, ExprKind};
    match &test.kind {
        ExprKind::Compare { rest, .. }
            if rest.iter().any(|(op, right)| {
                matches!(op, CompareOp::Is | CompareOp::IsNot) || right.is_none()
            }) =>
        {
            return None;
        }
        ExprKind::Call(call) if call.callee.last_name() == Some("isinstance") => return None,
        // `assert user` says that there is one.
        ExprKind::Name(_) => return None,
        _ => {}
    }
    let mut found = None;
    test.any(&mut |e| {
        let name = e.last_name().unwrap_or("");
        let is = name.to_ascii_lowercase().split('_').any(|w| WORDS.contains(&w))
            || WORDS.contains(&name);
        if is && found.is_none() {
            found = Some(name.to_owned());
        }
        is
    });
    found
}

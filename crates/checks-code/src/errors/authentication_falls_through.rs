//! A check that fails refuses.

use ringfort_check::model::code::{Function, Handler, Module, Stmt, StmtKind};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, faults};

/// A failed check lets the caller through.
pub struct AuthenticationFallsThrough;

impl Check for AuthenticationFallsThrough {
    const META: Meta = Meta::new(
        "code/authentication-falls-through",
        "Failed check lets the caller through",
        "code/error-handling",
        Severity::High,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-636", "CWE-755", "ASVS-5.0-16.5.3"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        calls::all(
            on.functions
                .iter()
                .filter(|f| checks(f))
                .flat_map(|f| faults::handlers(&f.body).into_iter().map(move |h| judge(on, f, h))),
        )
    }
}

/// Does the function decide who may go on, by its name?
fn checks(function: &Function) -> bool {
    let name = function.name.to_ascii_lowercase();
    [
        "authenticate",
        "authorize",
        "authorise",
        "verify_",
        "check_permission",
        "check_token",
        "check_auth",
        "is_allowed",
        "is_authorized",
        "require_",
        "has_permission",
        "validate_token",
    ]
    .iter()
    .any(|w| name.contains(w))
}

fn judge(module: &Module, function: &Function, handler: &Handler) -> Verdict {
    match handler.body.last() {
        Some(Stmt { kind: StmtKind::Pass, span }) if lets_through(function) => {
            let message = format!("`{}` goes on after the check has failed", function.name);
            Verdict::fail(Failure::new(*span, message).key(calls::key(module, handler.span)))
        }
        Some(Stmt { kind: StmtKind::Return(Some(value)), span })
            if value.as_bool() == Some(true) =>
        {
            let message = format!("`{}` says yes when the check has failed", function.name);
            Verdict::fail(Failure::new(*span, message).key(calls::key(module, handler.span)))
        }
        _ => Verdict::pass(handler.span, "a failed check refuses"),
    }
}

/// Does the function end without refusing: with nothing after the block, or with a yes?
fn lets_through(function: &Function) -> bool {
    match function.body.last().map(|s| &s.kind) {
        Some(StmtKind::Return(Some(value))) => {
            !matches!(value.as_bool(), Some(false)) && !value.is_none()
        }
        Some(StmtKind::Raise(..)) => false,
        _ => true,
    }
}

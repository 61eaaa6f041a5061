//! Answers do not carry the text of exceptions.

use ringfort_check::model::code::{Module, StmtKind};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, faults};

/// An answer carries the text of an exception.
pub struct ErrorDetailsInResponse;

impl Check for ErrorDetailsInResponse {
    const META: Meta = Meta::new(
        "code/error-details-in-response",
        "Answer carries the text of an exception",
        "code/error-handling",
        Severity::Medium,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-209", "OWASP-Top10-2021-A05", "ASVS-5.0-16.5.1"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let web = ["fastapi", "starlette", "flask", "django", "rest_framework", "quart"];
        if !web.iter().any(|w| on.imports_path(w)) {
            return Verdict::NotApplicable;
        }
        let bodies = on.bodies().flat_map(faults::handlers);
        calls::all(bodies.filter_map(|handler| {
            let broad = faults::is_broad(handler);
            // A fault of the caller may be explained to them, if its kind is known.
            let leaks = faults::leaks(on, &handler.body, handler.name.as_deref(), !broad);
            if let Some(leak) = leaks.first() {
                let message = format!("the answer carries {}", leak.what);
                return Some(Verdict::fail(
                    Failure::new(leak.at, message).key(calls::key(on, handler.span)),
                ));
            }
            let answers = handler
                .body
                .iter()
                .any(|s| matches!(s.kind, StmtKind::Return(Some(_)) | StmtKind::Raise(Some(_), _)));
            answers.then(|| Verdict::pass(handler.span, "the fault is not described to the caller"))
        }))
    }
}

//! Faults are not passed over in silence.

use ringfort_check::model::code::{Handler, Module, StmtKind};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, faults};

/// Every fault is passed over in silence.
pub struct SwallowedException;

impl Check for SwallowedException {
    const META: Meta = Meta::new(
        "code/swallowed-exception",
        "Every fault is passed over in silence",
        "code/error-handling",
        Severity::Low,
    )
    .frameworks(&["CWE-390", "CWE-703", "ASVS-5.0-16.5.2"])
    .aliases(&["B110", "B112", "S110", "S112"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let broad = on.bodies().flat_map(faults::handlers).filter(|h| faults::is_broad(h));
        calls::all(broad.map(|handler| {
            if is_silent(handler) {
                let message = "every exception is caught here and nothing is done about it";
                Verdict::fail(Failure::new(handler.span, message).key(calls::key(on, handler.span)))
            } else {
                Verdict::pass(handler.span, "the fault is dealt with")
            }
        }))
    }
}

fn is_silent(handler: &Handler) -> bool {
    handler.body.iter().all(|s| matches!(s.kind, StmtKind::Pass | StmtKind::Continue))
}

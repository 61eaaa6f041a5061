//! Refused callers leave a trace.

use ringfort_check::facts::code::{App, FunctionId};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, guards};

/// Refused callers leave no trace.
pub struct RefusalsNotLogged;

impl Check for RefusalsNotLogged {
    const META: Meta = Meta::new(
        "code/refusals-not-logged",
        "Refused callers leave no trace",
        "code/logging-practices",
        Severity::Low,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-778", "OWASP-Top10-2021-A09", "ASVS-5.0-16.3.2"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        let mut ids: Vec<FunctionId> =
            on.routes.iter().flat_map(|r| &r.guards).filter_map(|g| g.function).collect();
        ids.sort();
        ids.dedup();
        calls::all(ids.into_iter().filter_map(|id| judge(scene, id)))
    }
}

fn judge(scene: &Scene<'_>, id: FunctionId) -> Option<Verdict> {
    let module = scene.facts.model.modules.get(id.module)?;
    let function = module.functions.get(id.function)?;
    if !guards::refuses(module, function) {
        return None;
    }
    let logs = module
        .functions
        .iter()
        .filter(|f| function.span.contains(f.span))
        .flat_map(|f| f.calls())
        .find(|c| {
            c.callee.last_name().is_some_and(|n| {
                matches!(
                    n,
                    "debug"
                        | "info"
                        | "warning"
                        | "error"
                        | "exception"
                        | "critical"
                        | "audit"
                        | "log_event"
                )
            })
        });
    if let Some(call) = logs {
        return Some(Verdict::pass(call.span, "refusals are logged"));
    }
    let message = format!("`{}` refuses callers without a log line", function.qualified);
    Some(Verdict::fail(Failure::new(function.name_span, message).key(&*function.qualified)))
}

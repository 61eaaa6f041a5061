//! Faults that nobody expected are answered with a generic message.

use ringfort_check::facts::code::App;
use ringfort_check::model::code::Expr;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{calls, faults};

/// The handler of last resort tells what went wrong inside.
pub struct LastResortHandler;

impl Check for LastResortHandler {
    const META: Meta = Meta::new(
        "code/last-resort-handler",
        "Handler of last resort tells what went wrong inside",
        "code/error-handling",
        Severity::Medium,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-209", "OWASP-Top10-2021-A05", "ASVS-5.0-16.5.1"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        let last = on.error_handlers.iter().filter(|h| {
            let name = h.handles.rsplit('.').next().unwrap_or("");
            matches!(name, "Exception" | "BaseException" | "500" | "InternalServerError")
        });
        let verdicts = last.map(|handler| {
            let Some((module, function)) = handler.function.and_then(|id| {
                let module = scene.facts.model.modules.get(id.module)?;
                Some((module, module.functions.get(id.function)?))
            }) else {
                return Verdict::unknown(handler.span, "the function of the handler was not found");
            };
            match faults::leaks(module, &function.body, faults::received(function), false)
                .as_slice()
            {
                [] => Verdict::pass(handler.span, "faults are answered with a generic message"),
                [first, rest @ ..] => {
                    let also = rest
                        .iter()
                        .find(|l| l.what != first.what)
                        .map_or_else(String::new, |l| format!(" and {}", l.what));
                    let message =
                        format!("`{}` answers with {}{also}", function.qualified, first.what);
                    let failure = Failure::new(first.at, message).key(&*function.qualified);
                    Verdict::fail(rest.iter().fold(failure, |f, l| f.related(l.at, l.what)))
                }
            }
        });
        match calls::all(verdicts) {
            Verdict::NotApplicable => without_handler(on),
            verdict => verdict,
        }
    }
}

/// Without a handler the framework answers by itself: generically, unless debug mode is on.
fn without_handler(app: &App) -> Verdict {
    let debug = app
        .instances
        .iter()
        .filter_map(|c| c.keyword("debug"))
        .find(|d| Expr::as_bool(d) == Some(true));
    match debug {
        Some(debug) => Verdict::unknown(
            debug.span,
            "with debug mode on, faults are answered with the traceback",
        ),
        None if app.complete => {
            Verdict::default(app.span, "the framework answers faults with a generic message")
        }
        None => {
            Verdict::unknown(app.span, "a module of the application could not be read as a whole")
        }
    }
}

//! Templates escape what they print.

use ringfort_check::model::code::{Expr, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// Templates do not escape what they print.
pub struct AutoescapeDisabled;

impl Check for AutoescapeDisabled {
    const META: Meta = Meta::new(
        "code/autoescape-disabled",
        "Templates do not escape what they print",
        "code/output-encoding",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-79", "CWE-116", "OWASP-Top10-2021-A03", "ASVS-5.0-1.2.1"])
    .aliases(&["B701", "S701"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let names = [
            "Environment",
            "SandboxedEnvironment",
            "Jinja2Templates",
            "render_template",
            "render",
            "TemplateResponse",
        ];
        let found = calls::named(on, &names).into_iter();
        calls::all(found.filter_map(|(path, call)| {
            let last = path.rsplit('.').next().unwrap_or("");
            if !last.ends_with("Environment") {
                let escapes = path.starts_with("flask.")
                    || path.starts_with("fastapi.")
                    || path.starts_with("starlette.")
                    || path.starts_with("django.");
                return escapes.then(|| {
                    Verdict::default(call.span, "the framework's templates escape by default")
                });
            }
            if !path.starts_with("jinja2.") {
                return None;
            }
            let fail = |at: ringfort_check::Span, message: &str| {
                Some(Verdict::fail(Failure::new(at, message).key(calls::key(on, at))))
            };
            match call.keyword("autoescape").map(|a| (a, calls::value(on, a).as_bool())) {
                Some((value, Some(false))) => fail(value.span, "autoescape is switched off"),
                Some((value, Some(true))) => Some(Verdict::pass(value.span, "autoescape is on")),
                Some((value, None))
                    if value
                        .as_call()
                        .is_some_and(|c| c.callee.last_name() == Some("select_autoescape")) =>
                {
                    Some(Verdict::pass(value.span, "autoescape is on for HTML"))
                }
                Some((value, None)) => {
                    Some(Verdict::unknown(value.span, "autoescape is decided at run time"))
                }
                None if call.spreads() => {
                    Some(Verdict::unknown(call.span, "options are passed on"))
                }
                None if is_for_other_text(on, call.span) => None,
                None => fail(call.span, "Jinja2 does not escape unless autoescape is set"),
            }
        }))
    }
}

/// Does the assignment or function say that something other than HTML is made?
fn is_for_other_text(module: &Module, at: ringfort_check::Span) -> bool {
    let target = calls::assignments(module).into_iter().find(|(_, v)| v.span.contains(at));
    let named = format!(
        "{} {}",
        target.and_then(|(t, _)| Expr::last_name(t)).unwrap_or(""),
        calls::key(module, at)
    )
    .to_ascii_lowercase();
    [
        "sql", "yaml", "prompt", "config", "conf", "text", "latex", "code", "shell", "script",
        "markdown",
    ]
    .iter()
    .any(|w| named.contains(w))
}

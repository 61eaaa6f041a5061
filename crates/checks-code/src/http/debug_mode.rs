//! Debug mode is off.

use ringfort_check::facts::code::{App, Framework};
use ringfort_check::model::code::{Expr, ExprKind, Module};
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{apps, calls};

/// Debug mode is on.
pub struct DebugMode;

impl Check for DebugMode {
    const META: Meta =
        Meta::new("code/debug-mode", "Debug mode is on", "code/http-hardening", Severity::High)
            .gate()
            .frameworks(&["CWE-489", "CWE-215", "OWASP-Top10-2021-A05", "ASVS-5.0-13.4.2"])
            .aliases(&["B201", "S201"]);
    type On = App;

    fn run(on: &App, scene: &Scene<'_>) -> Verdict {
        let switches = switches(scene, on);
        if switches.is_empty() {
            return if on.complete {
                Verdict::default(on.span, "debug mode is off unless switched on")
            } else {
                Verdict::unknown(
                    on.span,
                    "a module of the application could not be read as a whole",
                )
            };
        }
        calls::all(switches.into_iter().map(|(module, value, name)| judge(module, value, name)))
    }
}

/// Every place where debug mode is decided, with the option's name.
fn switches<'a>(
    scene: &Scene<'a>,
    app: &'a App,
) -> Vec<(Option<&'a Module>, &'a Expr, &'static str)> {
    let mut found: Vec<(Option<&Module>, &Expr, &str)> = vec![];
    found.extend(app.instances.iter().filter_map(|c| Some((None, c.keyword("debug")?, "debug"))));
    for (module, path, call) in apps::calls(scene, app, &["run"]) {
        let server = path.starts_with("uvicorn.")
            || path.starts_with("flask.")
            || call.callee.dotted().as_deref() == Some("app.run");
        if server {
            found.extend(call.keyword("debug").map(|v| (Some(module), v, "debug")));
            found.extend(call.keyword("reload").map(|v| (Some(module), v, "reload")));
        }
    }
    for module in apps::modules(scene, app) {
        let attribute = calls::assignments(module)
            .into_iter()
            .filter(|(t, _)| t.dotted().as_deref() == Some("app.debug"));
        found.extend(attribute.map(|(_, v)| (Some(module), v, "debug")));
    }
    let configured = matches!(app.framework, Framework::Django | Framework::Flask);
    found.extend(
        apps::setting(scene, app, "DEBUG")
            .filter(|_| configured)
            .map(|(m, v)| (Some(m), v, "DEBUG")),
    );
    found
}

fn judge(module: Option<&Module>, value: &Expr, name: &str) -> Verdict {
    let resolved = module.map_or(value, |m| calls::value(m, value));
    match resolved.as_bool() {
        Some(true) => {
            let failure = Failure::new(value.span, format!("`{name}` is on")).key(name);
            let edit = Edit { at: value.span, text: "False".to_owned() };
            Verdict::fail(if value.as_bool().is_some() {
                failure.fix("switch it off", vec![edit], Safety::Safe)
            } else {
                failure
            })
        }
        Some(false) => Verdict::pass(value.span, "debug mode is off"),
        None if off_by_default(resolved) => {
            Verdict::pass(value.span, "debug mode is off unless the environment says so")
        }
        None => Verdict::unknown(value.span, "debug mode is decided at run time"),
    }
}

/// `env.bool("DEBUG", default=False)`, `os.getenv("DEBUG") == "1"`, `os.getenv("DEBUG", "0") == "1"`.
fn off_by_default(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call(call) => {
            let fallback = call.arg(1, "default");
            matches!(
                fallback.map(|f| (f.as_bool(), f.as_str())),
                Some((Some(false), _) | (_, Some("" | "0" | "false" | "False")))
            ) || call.args.first().is_some_and(off_by_default)
        }
        ExprKind::Compare { left, rest } => {
            let [(_, wanted)] = rest.as_slice() else { return false };
            let on = |e: &Expr| {
                matches!(
                    e.as_str().map(str::to_ascii_lowercase).as_deref(),
                    Some("1" | "true" | "on" | "yes" | "dev" | "development")
                )
            };
            let read = left.as_call().or_else(|| {
                left.children().into_iter().find_map(|c| {
                    c.as_call()?.callee.children().into_iter().find_map(Expr::as_call)
                })
            });
            let fallback = read.and_then(|c| c.arg(1, "default"));
            (on(wanted) || wanted.items().iter().any(on)) && fallback.is_none_or(|f| !on(f))
        }
        _ => false,
    }
}

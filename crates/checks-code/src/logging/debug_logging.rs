//! The production log is not at debug level.

use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// The log is at debug level in production.
pub struct DebugLogging;

impl Check for DebugLogging {
    const META: Meta = Meta::new(
        "code/debug-logging",
        "Log is at debug level, or statements are echoed",
        "code/logging-practices",
        Severity::Low,
    )
    .frameworks(&["CWE-532", "CWE-779", "ASVS-5.0-16.2.5"]);
    type On = Module;

    fn run(on: &Module, scene: &Scene<'_>) -> Verdict {
        if !scene.is_prod() {
            return Verdict::NotApplicable;
        }
        let names = ["basicConfig", "setLevel", "create_engine", "create_async_engine", "run"];
        calls::all(
            calls::named(on, &names).into_iter().filter_map(|(path, call)| judge(on, &path, call)),
        )
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Option<Verdict> {
    let (value, what) = match path.rsplit('.').next()? {
        "basicConfig" => (call.keyword("level")?, "the log is at debug level"),
        "setLevel" => (call.arg(0, "level")?, "the log is at debug level"),
        "create_engine" | "create_async_engine" => {
            (call.keyword("echo")?, "every statement is written to the log")
        }
        "run" if path.starts_with("uvicorn") => {
            (call.keyword("log_level")?, "the server's log is at debug level")
        }
        _ => return None,
    };
    let on = value.as_bool() == Some(true)
        || value.as_int() == Some(10)
        || value.last_name() == Some("DEBUG")
        || value
            .as_str()
            .is_some_and(|t| matches!(t.to_ascii_lowercase().as_str(), "debug" | "trace"));
    let off = value.is_constant()
        || value
            .last_name()
            .is_some_and(|n| matches!(n, "INFO" | "WARNING" | "ERROR" | "CRITICAL"));
    Some(if on {
        Verdict::fail(Failure::new(value.span, what).key(calls::key(module, call.span)))
    } else if off {
        Verdict::pass(value.span, "the level is above debug")
    } else {
        Verdict::unknown(Expr::clone(value).span, "the level is decided at run time")
    })
}

//! Cookies that identify a session are kept from scripts and plain text.

use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A session cookie may be read by scripts or sent in plain text.
pub struct SessionCookieFlags;

impl Check for SessionCookieFlags {
    const META: Meta = Meta::new(
        "code/session-cookie-flags",
        "Session cookie lacks Secure or HttpOnly",
        "code/authentication",
        Severity::Medium,
    )
    .frameworks(&["CWE-614", "CWE-1004", "ASVS-5.0-3.3.1"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let cookies =
            calls::named(on, &["set_cookie"]).into_iter().filter_map(|(_, c)| of_cookie(on, c));
        let sessions =
            calls::named(on, &["add_middleware", "SessionMiddleware", "Middleware"]).into_iter();
        calls::all(cookies.chain(sessions.filter_map(|(_, c)| of_session(on, c))))
    }
}

fn of_cookie(module: &Module, call: &Call) -> Option<Verdict> {
    let name = call.arg(0, "key").map(|k| calls::value(module, k)).and_then(Expr::as_str);
    if name.is_some_and(|n| !identifies(n)) {
        return None;
    }
    if call.spreads() {
        return Some(Verdict::unknown(call.span, "options are passed on"));
    }
    let mut missing = vec![];
    for (flag, shown) in [("secure", "Secure"), ("httponly", "HttpOnly")] {
        match call.keyword(flag) {
            Some(value) if value.as_bool() == Some(false) => missing.push(shown),
            Some(_) => {}
            None => missing.push(shown),
        }
    }
    if missing.is_empty() {
        return Some(Verdict::pass(call.span, "the cookie is Secure and HttpOnly"));
    }
    let message =
        format!("the cookie `{}` is set without {}", name.unwrap_or("?"), missing.join(" and "));
    Some(Verdict::fail(Failure::new(call.span, message).key(format!(
        "{} {}",
        calls::key(module, call.span),
        name.unwrap_or("")
    ))))
}

/// Does a cookie of this name say who somebody is?
fn identifies(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["sess", "auth", "token", "jwt", "sid", "user", "login", "remember", "access", "refresh"]
        .iter()
        .any(|w| lower.contains(w))
        && !lower.contains("csrf")
}

/// Starlette's session cookie is Secure only with `https_only=True`.
fn of_session(module: &Module, call: &Call) -> Option<Verdict> {
    let direct = call.callee.last_name() == Some("SessionMiddleware");
    let named = call.args.first().is_some_and(|a| a.last_name() == Some("SessionMiddleware"));
    if !direct && !named {
        return None;
    }
    Some(match call.keyword("https_only").map(|v| (v, v.as_bool())) {
        Some((value, Some(true))) => Verdict::pass(value.span, "the session cookie is Secure"),
        Some((value, None)) => {
            Verdict::unknown(value.span, "whether the cookie is Secure is decided at run time")
        }
        _ => {
            let message = "the session cookie is also sent over plain http (https_only is off)";
            Verdict::fail(Failure::new(call.span, message).key(calls::key(module, call.span)))
        }
    })
}

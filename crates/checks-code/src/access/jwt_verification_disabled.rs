//! Tokens are verified with a fixed algorithm.

use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::calls;

/// A token is read without verifying its signature.
pub struct JwtVerificationDisabled;

const LIBRARIES: &[&str] = &["jwt", "jose", "authlib", "joserfc"];

impl Check for JwtVerificationDisabled {
    const META: Meta = Meta::new(
        "code/jwt-verification-disabled",
        "Token is read without verifying its signature",
        "code/authentication",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CWE-347", "OWASP-API-2023-API2", "ASVS-5.0-9.1.1"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let found =
            calls::named(on, &["decode", "get_unverified_claims", "decode_complete"]).into_iter();
        let known = found.filter(|(p, _)| LIBRARIES.contains(&p.split('.').next().unwrap_or("")));
        calls::all(known.map(|(path, call)| judge(on, &path, call)))
    }
}

/// The options and algorithms that `call` decodes with.
fn judge(module: &Module, path: &str, call: &Call) -> Verdict {
    if path.ends_with("get_unverified_claims") {
        return fail(module, call.span, "claims are read from a token that nobody verified");
    }
    let options = call.keyword("options").map(|o| calls::value(module, o));
    let flag = options.and_then(|o| o.get("verify_signature"));
    if let Some(flag) = flag.filter(|f| f.as_bool() == Some(false)) {
        return fail(module, flag.span, "the signature of the token is not verified");
    }
    if let Some(verify) = call.keyword("verify").filter(|v| v.as_bool() == Some(false)) {
        return fail(module, verify.span, "the signature of the token is not verified");
    }
    if path.starts_with("authlib") || path.starts_with("joserfc") {
        return Verdict::unknown(call.span, "the algorithms are those of the registry");
    }
    let Some(listed) = call.arg(2, "algorithms") else {
        return if call.spreads() {
            Verdict::unknown(call.span, "options are passed on")
        } else if path.starts_with("jose") {
            fail(module, call.span, "any algorithm that the token names is accepted")
        } else {
            Verdict::default(call.span, "PyJWT refuses to decode without a list of algorithms")
        };
    };
    of_algorithms(module, listed)
}

fn of_algorithms(module: &Module, listed: &Expr) -> Verdict {
    let value = calls::value(module, listed);
    let none = |e: &Expr| e.as_str().is_some_and(|t| t.eq_ignore_ascii_case("none"));
    if value.is_none() || none(value) || value.items().iter().any(none) {
        return fail(module, listed.span, "a token without signature (alg none) is accepted");
    }
    let header = value.any(&mut |e| {
        e.last_name().is_some_and(|n| n.contains("unverified")) || e.as_str() == Some("alg")
    });
    if header {
        return fail(module, listed.span, "the algorithm is taken from the token itself");
    }
    if value.is_constant() {
        return Verdict::pass(listed.span, "the algorithms are fixed");
    }
    let configured = value.last_name().is_some_and(|n| n.to_ascii_uppercase().contains("ALG"))
        || value.items().iter().all(|i| {
            i.as_str().is_some()
                || i.last_name().is_some_and(|n| n.to_ascii_uppercase().contains("ALG"))
        }) && !value.items().is_empty();
    if configured {
        Verdict::pass(listed.span, "the algorithms come from configuration")
    } else {
        Verdict::unknown(listed.span, "which algorithms are accepted was not seen")
    }
}

fn fail(module: &Module, at: Span, message: &str) -> Verdict {
    Verdict::fail(Failure::new(at, message).key(calls::key(module, at)))
}

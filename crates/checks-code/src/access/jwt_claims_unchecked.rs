//! Tokens are checked for whom they were issued, and by whom.

use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A token's audience, issuer or expiry is not checked.
pub struct JwtClaimsUnchecked;

impl Check for JwtClaimsUnchecked {
    const META: Meta = Meta::new(
        "code/jwt-claims-unchecked",
        "Token's audience, issuer or expiry is not checked",
        "code/authentication",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-287", "CWE-613", "ASVS-5.0-9.2.1", "ASVS-5.0-9.2.3"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let found = calls::named(on, &["decode"]).into_iter();
        let known = found.filter(|(p, _)| {
            matches!(p.as_str(), "jwt.decode" | "jose.jwt.decode" | "jwt.PyJWT.decode")
        });
        calls::all(known.filter_map(|(_, call)| judge(on, call)))
    }
}

fn judge(module: &Module, call: &Call) -> Option<Verdict> {
    if call.spreads() {
        return Some(Verdict::unknown(call.span, "options are passed on"));
    }
    let options = call.keyword("options").map(|o| calls::value(module, o));
    let off = |name: &str| options.and_then(|o| o.get(name)).and_then(Expr::as_bool) == Some(false);
    if off("verify_signature") {
        return None;
    }
    let required: Vec<&str> = options
        .and_then(|o| o.get("require"))
        .map(|r| calls::value(module, r).items().iter().filter_map(Expr::as_str).collect())
        .unwrap_or_default();
    let mut missing = vec![];
    if call.keyword("audience").is_none_or(Expr::is_none) {
        missing.push("audience");
    }
    if call.keyword("issuer").is_none_or(Expr::is_none) {
        missing.push("issuer");
    }
    // The expiry is verified where it is present; only a requirement makes it be present.
    if off("verify_exp") {
        missing.push("expiry");
    }
    if missing.is_empty() {
        let note = if required.contains(&"exp") {
            "audience, issuer and expiry are checked"
        } else {
            "audience and issuer are checked"
        };
        return Some(Verdict::pass(call.span, note));
    }
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let message = format!("the token's {} {verb} not checked", missing.join(" and "));
    Some(Verdict::fail(Failure::new(call.span, message).key(calls::key(module, call.span))))
}

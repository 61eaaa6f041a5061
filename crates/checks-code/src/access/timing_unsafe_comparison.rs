//! Tokens and signatures are compared in constant time.

use ringfort_check::facts::secrets::is_credential_name;
use ringfort_check::model::code::{CompareOp, Expr, ExprKind, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A token or signature is compared with `==`.
pub struct TimingUnsafeComparison;

impl Check for TimingUnsafeComparison {
    const META: Meta = Meta::new(
        "code/timing-unsafe-comparison",
        "Token or signature is compared with ==",
        "code/authentication",
        Severity::Low,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-208", "ASVS-5.0-11.2.4"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let safe =
            calls::named(on, &["compare_digest", "constant_time_compare", "checkpw", "bytes_eq"]);
        let safe =
            safe.into_iter().map(|(_, c)| Verdict::pass(c.span, "compared in constant time"));
        calls::all(calls::exprs(on).into_iter().filter_map(|e| judge(on, e)).chain(safe))
    }
}

fn judge(module: &Module, expr: &Expr) -> Option<Verdict> {
    let ExprKind::Compare { left, rest } = &expr.kind else { return None };
    let [(CompareOp::Eq | CompareOp::NotEq, right)] = rest.as_slice() else { return None };
    let dynamic = |e: &Expr| !e.is_constant() && !matches!(e.last_name(), Some("None"));
    if !dynamic(left) || !dynamic(right) {
        return None;
    }
    let name = secret(left).or_else(|| secret(right))?;
    let message = format!("`{name}` is compared with ==, which takes longer the more is right");
    Some(Verdict::fail(Failure::new(expr.span, message).key(calls::key(module, expr.span))))
}

/// The name of a secret or signature that is compared.
fn secret(expr: &Expr) -> Option<String> {
    let name = match &expr.kind {
        ExprKind::Subscript { index, .. } => index.as_str()?,
        ExprKind::Call(call) => match call.callee.last_name()? {
            "hexdigest" | "digest" => return Some("digest".to_owned()),
            "get" => call.args.first()?.as_str()?,
            _ => return None,
        },
        _ => expr.last_name()?,
    };
    let lower = name.to_ascii_lowercase();
    // The second field of a form, and a parser's tokens, are no secrets of the server.
    let other = ["confirm", "repeat", "password2", "token_type", "next_token", "prev"]
        .iter()
        .any(|w| lower.contains(w));
    let signature =
        lower.ends_with("signature") || lower.ends_with("hmac") || lower.ends_with("digest");
    (!other && (signature || is_credential_name(name))).then(|| name.to_owned())
}

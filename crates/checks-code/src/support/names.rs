//! Which names hold what must not be seen.

use ringfort_check::facts::secrets::is_credential_name;
use ringfort_check::model::code::{Call, Expr, ExprKind, Piece};

/// Words that end the names of personal or session data besides credentials.
const SENSITIVE: &[&str] = &[
    "authorization",
    "cookie",
    "cookies",
    "jwt",
    "bearer",
    "otp",
    "pin",
    "cvv",
    "cvc",
    "ssn",
    "card_number",
    "cardnumber",
    "credit_card",
    "creditcard",
    "session_id",
    "sessionid",
    "api-key",
    "x-api-key",
    "set-cookie",
    "private_key",
    "bearer_token",
];

/// Does a value that must not be seen stand under `name`?
pub(crate) fn is_sensitive(name: &str) -> bool {
    let lower = name.trim_matches('_').to_ascii_lowercase();
    is_credential_name(name)
        || SENSITIVE.iter().any(|s| lower == *s || lower.ends_with(&format!("_{s}")))
}

/// Functions whose result does not show their argument.
const HIDING: &[&str] = &[
    "len",
    "bool",
    "type",
    "isinstance",
    "id",
    "hash",
    "mask",
    "redact",
    "redacted",
    "sha256",
    "sha512",
    "hexdigest",
    "fingerprint",
    "hide",
    "obfuscate",
    "scrub",
    "sanitize",
    "compare_digest",
    "checkpw",
    "verify",
    "any",
    "all",
    "anonymize",
    "truncate",
];

/// The first value in `expr` that stands under a sensitive name, with that name.
pub(crate) fn sensitive_value(expr: &Expr) -> Option<(&Expr, &str)> {
    match &expr.kind {
        ExprKind::Name(name) => is_sensitive(name).then_some((expr, &**name)),
        ExprKind::Attribute { value, attr } => {
            if is_sensitive(attr) {
                Some((expr, attr))
            } else if matches!(value.kind, ExprKind::Call(_) | ExprKind::Subscript { .. }) {
                sensitive_value(value)
            } else {
                None
            }
        }
        ExprKind::Subscript { value, index } => match index.as_str() {
            Some(key) => is_sensitive(key).then_some((expr, key)),
            None => sensitive_value(value),
        },
        ExprKind::Call(call) => of_call(expr, call),
        ExprKind::FString(pieces) => {
            pieces.iter().filter_map(Piece::value).find_map(sensitive_value)
        }
        ExprKind::Dict(entries) => entries.iter().find_map(|(key, value)| {
            let key = key.as_ref().and_then(Expr::as_str);
            let shown = key.filter(|k| is_sensitive(k) && shows(value)).map(|k| (value, k));
            shown.or_else(|| sensitive_value(value))
        }),
        ExprKind::Compare { .. } | ExprKind::Not(_) | ExprKind::Lambda(..) => None,
        ExprKind::IfExp { body, orelse, .. } => {
            sensitive_value(body).or_else(|| sensitive_value(orelse))
        }
        _ => expr.children().into_iter().find_map(sensitive_value),
    }
}

/// Could the value under a sensitive key be the thing itself?
fn shows(value: &Expr) -> bool {
    let hidden = value.as_call().is_some_and(hides);
    !hidden
        && !value.is_constant()
        && !matches!(value.kind, ExprKind::Compare { .. } | ExprKind::Not(_))
}

fn hides(call: &Call) -> bool {
    call.callee.last_name().is_some_and(|n| {
        let lower = n.to_ascii_lowercase();
        HIDING.iter().any(|h| lower == *h || lower.starts_with(&format!("{h}_")))
    })
}

fn of_call<'e>(expr: &'e Expr, call: &'e Call) -> Option<(&'e Expr, &'e str)> {
    if hides(call) {
        return None;
    }
    let method = call.callee.last_name().unwrap_or("");
    if matches!(method, "get" | "getenv" | "pop" | "getlist" | "header") {
        let key = call.args.first().and_then(Expr::as_str);
        return match key {
            Some(key) => is_sensitive(key).then_some((expr, key)),
            None => None,
        };
    }
    if method == "get_secret_value" {
        return Some((expr, "get_secret_value()"));
    }
    let receiver = match &call.callee.kind {
        ExprKind::Attribute { value, .. } => sensitive_value(value),
        _ => None,
    };
    let arguments = matches!(method, "str" | "repr" | "format" | "dict" | "dumps" | "join");
    receiver.or_else(|| call.values().filter(|_| arguments).find_map(sensitive_value))
}

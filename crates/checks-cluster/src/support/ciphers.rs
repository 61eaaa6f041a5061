//! Cipher suites of TLS listeners.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Failure, Scene, Value, Verdict};

use super::flags;

/// Judges `--tls-cipher-suites` where it is written.
pub(crate) fn judge(on: &Component, _: &Scene<'_>) -> Verdict {
    let value = on.value("tls-cipher-suites");
    match &value {
        Value::Unknown(span, cause) => Verdict::unknown(*span, cause.to_string()),
        Value::Set(text, span) => match flags::parts(text).find(|suite| !is_strong(suite)) {
            None => Verdict::pass(*span, "only suites with forward secrecy and authentication"),
            Some(weak) => {
                let name = on.kind.name();
                Verdict::fail(Failure::new(
                    *span,
                    format!("`{name}` offers the weak suite `{weak}`"),
                ))
            }
        },
        Value::Default(..) => Verdict::NotApplicable,
    }
}

/// Forward secrecy by ECDHE and authenticated encryption, or a suite of TLS 1.3, which has both
/// (RFC 9325, sections 4.2 and 4.3; RFC 8446, appendix B.4).
fn is_strong(suite: &str) -> bool {
    let authenticated = suite.contains("_GCM_") || suite.contains("CHACHA20_POLY1305");
    let modern = suite.starts_with("TLS_AES_") || suite.starts_with("TLS_CHACHA20_");
    authenticated && (modern || suite.starts_with("TLS_ECDHE_"))
}

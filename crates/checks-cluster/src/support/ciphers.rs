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
            None => Verdict::pass(*span, "only suites with forward secrecy"),
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

/// The suites that the reference of the components prefers: forward secrecy by ECDHE, and those of TLS
/// 1.3, which all have it, by the names that Go knows (Kubernetes documentation, "kube-apiserver",
/// `--tls-cipher-suites`). What it lists as insecure is missing here: plain RSA, RC4, 3DES, CBC with SHA256.
const STRONG: &[&str] = &[
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
];

fn is_strong(suite: &str) -> bool {
    STRONG.contains(&suite)
}

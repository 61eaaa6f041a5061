//! Cipher suites of TLS listeners.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Failure, Scene, Value, Verdict};

use super::{flags, releases};

/// From this minor release on the components are built with a Go that leaves the suites without forward
/// secrecy out of its default list (Go 1.22 release notes, crypto/tls).
const STRONG_BY_DEFAULT: u32 = 30;

/// Judges `--tls-cipher-suites`, or the suites of the release where it is not written.
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
        Value::Default(..) => by_release(on),
    }
}

fn by_release(on: &Component) -> Verdict {
    match releases::of(on) {
        None => Verdict::unknown(on.head, "the suites of this release by default are not known"),
        Some(minor) if minor >= STRONG_BY_DEFAULT => {
            Verdict::default(on.head, "the default suites have forward secrecy")
        }
        Some(minor) => {
            let name = on.kind.name();
            let message = format!(
                "`{name}` does not set `{}`, and release 1.{minor} offers suites without forward \
                 secrecy by default",
                on.setting("tls-cipher-suites")
            );
            Verdict::fail(Failure::new(on.head, message))
        }
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

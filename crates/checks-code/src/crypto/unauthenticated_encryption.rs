//! Encryption also protects against change.

use ringfort_check::model::code::Module;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// Data is encrypted without authentication.
pub struct UnauthenticatedEncryption;

impl Check for UnauthenticatedEncryption {
    const META: Meta = Meta::new(
        "code/unauthenticated-encryption",
        "Data is encrypted without authentication",
        "code/cryptography",
        Severity::Low,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-353", "ASVS-5.0-11.3.3"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let sealed = on.imports_path("hmac")
            || on.imports_path("cryptography.hazmat.primitives.hmac")
            || on.imports_path("Crypto.Hash.HMAC");
        let exprs = calls::exprs(on).into_iter();
        calls::all(exprs.filter_map(|e| {
            let named = e.as_call().map_or(e, |c| &c.callee);
            let last = named.last_name().filter(|n| {
                matches!(
                    *n,
                    "CBC"
                        | "CTR"
                        | "CFB"
                        | "OFB"
                        | "MODE_CBC"
                        | "MODE_CTR"
                        | "MODE_CFB"
                        | "MODE_OFB"
                        | "AESGCM"
                        | "ChaCha20Poly1305"
                        | "Fernet"
                )
            })?;
            let path = on.resolve(named)?;
            if !path.starts_with("Crypto") && !path.starts_with("cryptography.")
                || (e.as_call().is_none() && !last.starts_with("MODE_"))
            {
                return None;
            }
            Some(if matches!(last, "AESGCM" | "ChaCha20Poly1305" | "Fernet") || sealed {
                Verdict::pass(e.span, "the encrypted data is authenticated")
            } else {
                let message = format!(
                    "{} alone does not show that data was changed",
                    last.trim_start_matches("MODE_")
                );
                Verdict::fail(Failure::new(e.span, message).key(calls::key(on, e.span)))
            })
        }))
    }
}

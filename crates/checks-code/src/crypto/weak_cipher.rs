//! Ciphers and modes are sound.

use ringfort_check::model::code::{Expr, ExprKind, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A broken cipher or mode is used.
pub struct WeakCipher;

const LIBRARIES: &[&str] =
    &["Crypto.Cipher.", "Cryptodome.Cipher.", "cryptography.hazmat.", "cryptography.fernet."];
const WEAK: &[&str] = &[
    "DES",
    "DES3",
    "ARC2",
    "ARC4",
    "Blowfish",
    "CAST",
    "XOR",
    "TripleDES",
    "IDEA",
    "CAST5",
    "SEED",
    "ECB",
    "MODE_ECB",
];
const SOUND: &[&str] = &[
    "AESGCM",
    "ChaCha20Poly1305",
    "Fernet",
    "MultiFernet",
    "AESCCM",
    "AESSIV",
    "MODE_GCM",
    "MODE_EAX",
    "MODE_CCM",
    "MODE_SIV",
    "MODE_OCB",
    "GCM",
    "ChaCha20_Poly1305",
    "MODE_CBC",
    "MODE_CTR",
    "CBC",
    "CTR",
];

impl Check for WeakCipher {
    const META: Meta = Meta::new(
        "code/weak-cipher",
        "Broken cipher or mode is used",
        "code/cryptography",
        Severity::High,
    )
    .gate()
    .frameworks(&["CWE-327", "OWASP-Top10-2021-A02", "ASVS-5.0-11.3.1"])
    .aliases(&["B304", "B305", "S304", "S305"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let parts = calls::exprs(on).into_iter().filter_map(|e| judge(on, e));
        calls::all(parts)
    }
}

fn judge(module: &Module, expr: &Expr) -> Option<Verdict> {
    let named = match &expr.kind {
        ExprKind::Call(call) => &call.callee,
        ExprKind::Attribute { attr, .. } if attr.starts_with("MODE_") => expr,
        _ => return None,
    };
    let path = module.resolve(named)?;
    let library = LIBRARIES.iter().find(|l| path.starts_with(**l))?;
    let mut words = path.get(library.len()..)?.split('.').filter(|w| *w != "new");
    let found: Vec<&str> =
        words.by_ref().filter(|w| WEAK.contains(w) || SOUND.contains(w)).collect();
    let weak = found.iter().find(|w| WEAK.contains(w));
    if let Some(weak) = weak {
        let message = format!("`{weak}` does not keep what it encrypts secret");
        return Some(Verdict::fail(
            Failure::new(expr.span, message)
                .key(format!("{} {weak}", calls::key(module, expr.span))),
        ));
    }
    found.first().map(|sound| Verdict::pass(expr.span, format!("`{sound}` is sound")))
}

//! Passwords are stored with a function made for them.

use ringfort_check::model::code::{Call, Expr, ExprKind, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A password is hashed with a fast function.
pub struct WeakPasswordHash;

const FAST: &[&str] = &[
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b",
    "blake2s",
];
const SLOW: &[&str] = &[
    "hashpw",
    "PasswordHasher",
    "CryptContext",
    "generate_password_hash",
    "make_password",
    "pbkdf2_hmac",
    "scrypt",
    "PasswordHash",
    "set_password",
];

impl Check for WeakPasswordHash {
    const META: Meta = Meta::new(
        "code/weak-password-hash",
        "Password is hashed with a fast function",
        "code/authentication",
        Severity::High,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-916", "CWE-328", "ASVS-5.0-11.4.2"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let slow = calls::named(on, SLOW)
            .into_iter()
            .map(|(_, c)| Verdict::pass(c.span, "a function made for passwords"));
        let fast = calls::named(on, FAST).into_iter().filter(|(p, _)| p.starts_with("hashlib."));
        calls::all(slow.chain(fast.filter_map(|(path, call)| judge(on, &path, call))))
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Option<Verdict> {
    let password = call.values().find_map(password)?;
    let message = format!("`{password}` is hashed with {path}, which is made to be fast");
    Some(Verdict::fail(Failure::new(call.span, message).key(calls::key(module, call.span))))
}

/// The name of a password in an argument.
fn password(expr: &Expr) -> Option<String> {
    let mut found = None;
    expr.any(&mut |e| {
        let name = match &e.kind {
            ExprKind::Name(name) => name,
            ExprKind::Attribute { attr, .. } => attr,
            _ => return false,
        };
        let lower = name.to_ascii_lowercase();
        let is = ["password", "passwd", "passphrase"].iter().any(|p| lower.contains(p))
            && !lower.contains("hash");
        if is {
            found = Some(name.to_string());
        }
        is
    });
    found
}

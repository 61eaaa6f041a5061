//! Keys, nonces and initialisation vectors are no constants.

use ringfort_check::model::code::{Call, Expr, ExprKind, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A key or nonce is a constant.
pub struct ConstantKey;

/// Calls, with the arguments that must not be constants: position, name, what it is.
const PLACES: &[(&str, usize, &str, &str)] = &[
    ("cryptography.fernet.Fernet", 0, "key", "key"),
    ("AESGCM", 0, "key", "key"),
    ("ChaCha20Poly1305", 0, "key", "key"),
    ("AES.new", 0, "key", "key"),
    ("AES.new", 9, "nonce", "nonce"),
    ("AES.new", 2, "iv", "initialisation vector"),
    ("algorithms.AES", 0, "key", "key"),
    ("modes.CBC", 0, "initialization_vector", "initialisation vector"),
    ("modes.GCM", 0, "initialization_vector", "initialisation vector"),
    ("modes.CTR", 0, "nonce", "nonce"),
    ("hmac.new", 0, "key", "key"),
    ("hashlib.pbkdf2_hmac", 2, "salt", "salt"),
    ("hashlib.scrypt", 9, "salt", "salt"),
];

impl Check for ConstantKey {
    const META: Meta = Meta::new(
        "code/constant-key",
        "Key, nonce or salt is a constant",
        "code/cryptography",
        Severity::High,
    )
    .frameworks(&["CWE-321", "CWE-329", "ASVS-5.0-11.3.4"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let names = [
            "Fernet",
            "AESGCM",
            "ChaCha20Poly1305",
            "new",
            "AES",
            "CBC",
            "GCM",
            "CTR",
            "pbkdf2_hmac",
            "scrypt",
        ];
        let found = calls::named(on, &names).into_iter();
        calls::all(found.flat_map(|(path, call)| judge(on, &path, call)))
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Vec<Verdict> {
    let places = PLACES.iter().filter(|(p, ..)| path == *p || path.ends_with(&format!(".{p}")));
    let argument = |(_, position, name, what): &(&str, usize, &str, &'static str)| {
        Some((call.arg(*position, name)?, *what))
    };
    let verdict = |(value, what): (&Expr, &str)| {
        let kept = calls::value(module, value);
        if !is_constant(kept) {
            return Verdict::pass(value.span, format!("the {what} is no constant"));
        }
        let failure =
            Failure::new(value.span, format!("the {what} given to `{path}` stands in the code"))
                .key(format!("{} {what}", calls::key(module, value.span)));
        Verdict::fail(if kept.span == value.span {
            failure
        } else {
            failure.related(kept.span, "defined here")
        })
    };
    places.filter_map(argument).map(verdict).collect()
}

/// A constant, also behind `b"..." * 16`, `"...".encode()`, `bytes(16)`.
fn is_constant(value: &Expr) -> bool {
    if value.is_none() {
        return false;
    }
    if value.is_constant() {
        return true;
    }
    let ExprKind::Call(call) = &value.kind else { return false };
    let receiver = match &call.callee.kind {
        ExprKind::Attribute { value, attr } => {
            matches!(&**attr, "encode" | "fromhex" | "ljust" | "zfill") && value.is_constant()
        }
        ExprKind::Name(name) => &**name == "bytes",
        _ => false,
    };
    receiver && call.values().all(Expr::is_constant)
}

//! Keys are long enough.

use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A key is generated too short.
pub struct ShortKey;

impl Check for ShortKey {
    const META: Meta = Meta::new(
        "code/short-key",
        "Key is generated too short",
        "code/cryptography",
        Severity::Medium,
    )
    .frameworks(&["CWE-326", "ASVS-5.0-11.2.3"])
    .aliases(&["B505", "S505"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let found = calls::named(on, &["generate_private_key", "generate"]).into_iter();
        calls::all(found.filter_map(|(path, call)| judge(on, &path, call)))
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Option<Verdict> {
    let fail = |at: &Expr, message: String| {
        Some(Verdict::fail(Failure::new(at.span, message).key(calls::key(module, at.span))))
    };
    let size = match path.rsplit('.').nth(1)? {
        "rsa" => call.arg(1, "key_size")?,
        "dsa" => call.arg(0, "key_size")?,
        "RSA" | "DSA" => call.arg(0, "bits")?,
        "ec" => {
            let curve = call.arg(0, "curve")?;
            let name = curve.as_call().map_or(curve, |c| &c.callee).last_name()?;
            return match name {
                "SECP192R1" | "SECT163K1" | "SECT163R2" => {
                    fail(curve, format!("the curve {name} is too small"))
                }
                _ => Some(Verdict::pass(curve.span, format!("the curve {name} is large enough"))),
            };
        }
        _ => return None,
    };
    match calls::value(module, size).as_int() {
        Some(bits) if bits < 2048 => {
            fail(size, format!("a key of {bits} bits can be computed from its public half"))
        }
        Some(bits) => Some(Verdict::pass(size.span, format!("a key of {bits} bits"))),
        None => Some(Verdict::unknown(size.span, "the length of the key is decided at run time")),
    }
}

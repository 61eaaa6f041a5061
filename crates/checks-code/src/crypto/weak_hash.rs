//! MD5 and SHA-1 do not serve security.

use ringfort_check::model::code::{Call, Expr, Module};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// A broken hash is used.
pub struct WeakHash;

const NAMES: &[&str] = &[
    "md5",
    "sha1",
    "md4",
    "new",
    "MD5",
    "SHA1",
    "sha256",
    "sha384",
    "sha512",
    "sha3_256",
    "sha3_512",
    "blake2b",
    "blake2s",
    "SHA256",
    "SHA384",
    "SHA512",
    "pbkdf2_hmac",
    "digest",
];
/// Words in a name that say that a digest only tells contents apart.
const HARMLESS: &[&str] = &[
    "etag",
    "cache",
    "checksum",
    "dedup",
    "bucket",
    "shard",
    "gravatar",
    "partition",
    "content_hash",
    "file_hash",
    "color",
    "colour",
    "slug",
];

impl Check for WeakHash {
    const META: Meta =
        Meta::new("code/weak-hash", "MD5 or SHA-1 is used", "code/cryptography", Severity::Medium)
            .gate()
            .confidence(Confidence::Medium)
            .frameworks(&["CWE-327", "CWE-328", "OWASP-Top10-2021-A02", "ASVS-5.0-11.4.1"])
            .aliases(&["B303", "B324", "S303", "S324"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        calls::all(
            calls::named(on, NAMES).into_iter().filter_map(|(path, call)| judge(on, &path, call)),
        )
    }
}

fn judge(module: &Module, path: &str, call: &Call) -> Option<Verdict> {
    let library = [
        "hashlib.",
        "hmac.",
        "Crypto.Hash.",
        "Cryptodome.Hash.",
        "cryptography.hazmat.primitives.hashes.",
    ]
    .iter()
    .any(|l| path.starts_with(l));
    if !library {
        return None;
    }
    let named = algorithm(path, call);
    let weak = matches!(named.as_str(), "md5" | "sha1" | "md4" | "md2");
    if !weak {
        return Some(Verdict::pass(call.span, "a hash that is not broken"));
    }
    if call.keyword("usedforsecurity").and_then(Expr::as_bool) == Some(false) {
        return Some(Verdict::pass(call.span, "marked as not used for security"));
    }
    if is_harmless(module, call) {
        return Some(Verdict::pass(call.span, "the digest only tells contents apart, by its name"));
    }
    let message = format!("`{path}` uses {}, which is broken", named.to_ascii_uppercase());
    Some(Verdict::fail(Failure::new(call.span, message).key(calls::key(module, call.span))))
}

/// The algorithm in lower case: by the callee's name, or the text that names it.
fn algorithm(path: &str, call: &Call) -> String {
    let last = path.rsplit('.').next().unwrap_or(path);
    let texts = call.values().find_map(|v| {
        v.as_str().or_else(|| v.last_name().filter(|n| matches!(*n, "md5" | "sha1")))
    });
    let named = match last {
        "new" if path.starts_with("hashlib.") => {
            call.args.first().and_then(Expr::as_str).unwrap_or(last)
        }
        "new" if path.starts_with("Crypto") => path.rsplit('.').nth(1).unwrap_or(last),
        "new" | "digest" | "pbkdf2_hmac" => texts.unwrap_or(last),
        _ => last,
    };
    named.to_ascii_lowercase().replace('-', "")
}

/// Is it assigned to, or made in a function called, something that speaks of a cache or checksum?
fn is_harmless(module: &Module, call: &Call) -> bool {
    let function = calls::key(module, call.span).to_ascii_lowercase();
    let assigned = calls::assignments(module).into_iter().find(|(_, v)| v.span.contains(call.span));
    let target = assigned.and_then(|(t, _)| t.last_name()).unwrap_or("").to_ascii_lowercase();
    HARMLESS.iter().any(|w| function.contains(w) || target.contains(w))
}

//! Encryption key lies among the files.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{encryption, open};

/// Encryption key lies among the files.
pub struct EncryptionKeyInFile;

impl Check for EncryptionKeyInFile {
    const META: Meta = Meta::new(
        "cluster/encryption-key-in-file",
        "Encryption key lies among the files",
        "cluster/secrets-encryption-at-rest",
        Severity::High,
    );
    const TYPES: &'static [&'static str] = &["EncryptionConfiguration", "EncryptionConfig"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let keys =
            encryption::providers(on).flat_map(|(_, _, settings)| settings.at("keys").list());
        let failures = keys.filter_map(|key| {
            let at = key.at("secret");
            let name = key.at("name").str().unwrap_or("");
            let message = format!("the encryption key `{name}` stands in the file");
            at.str().is_some_and(is_key).then(|| Failure::new(at.span(), message).key(name))
        });
        let verdict = Verdict::of(failures.collect(), on.head, "no key is written in it");
        let of = |provider: &str| format!("resources.providers.{provider}.keys.secret");
        let fields = ["aescbc", "aesgcm", "secretbox"].map(of);
        open::or_unknown(verdict, At::Set(&on.root), &fields.each_ref().map(String::as_str))
    }
}

/// Base64 of 16, 24 or 32 bytes: the lengths that the providers take.
fn is_key(text: &str) -> bool {
    let text = text.trim();
    let digits =
        text.bytes().filter(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/')).count();
    matches!(digits, 22 | 32 | 43) && text.trim_end_matches('=').len() == digits
}

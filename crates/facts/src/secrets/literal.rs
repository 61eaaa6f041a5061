//! What a value is by its own look: a reference, a placeholder, or something random.

use super::{Certainty, names};

/// Words that show that a value stands for another one.
const PLACEHOLDERS: &[&str] = &[
    "example",
    "placeholder",
    "redacted",
    "replace",
    "insert",
    "your-",
    "your_",
    "your ",
    "<your",
    "yourpass",
    "yoursecret",
    "yourtoken",
    "yourkey",
    "not-set",
    "notset",
    "not_set",
    "not-used",
    "undefined",
    "fixme",
    "todo",
    "xxxx",
    "****",
    "####",
    "...",
    "…",
    "••",
    "dummy",
    "notreal",
    "not-a-real",
    "fake",
    "goes-here",
    "goes_here",
    "todo:",
    "foobar",
    "lorem",
];

/// Whole values that say "nothing", or a type.
const NOTHING: &[&str] = &[
    "",
    "-",
    "~",
    "none",
    "null",
    "nil",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "unset",
    "empty",
    "default",
    "auto",
    "disabled",
    "enabled",
    "required",
    "optional",
    "string",
    "str",
    "text",
    "bool",
    "object",
    "any",
    "hidden",
    "env",
    "vault",
    "plain",
    "n/a",
    "tbd",
    "xxx",
    "...",
    "bearer",
    "basic",
    "ask",
    "prompt",
    "generated",
    "external",
    "inherit",
];

/// Beginnings of references to a secret that is kept elsewhere, of files and of encrypted or hashed values.
const REFERENCES: &[&str] = &[
    "$",
    "%",
    "<",
    "{",
    "[",
    "!",
    "@",
    "&",
    "/",
    "./",
    "../",
    "~/",
    "arn:",
    "op://",
    "vault:",
    "vault/",
    "secret://",
    "secretsmanager:",
    "ssm:",
    "ref+",
    "enc[",
    "enc:",
    "file:",
    "env:",
    "keyvault:",
    "awssm:",
    "gcpsm:",
    "projects/",
    "data.",
    "var.",
    "local.",
    "module.",
    "sha256:",
    "sha1:",
    "sha512:",
    "process.env",
    "os.environ",
    "os.getenv",
    "{{",
    "c:\\",
    "urn:",
    "s3://",
    "gs://",
    "kms:",
    "ssh-rsa ",
    "ssh-ed25519 ",
    "ecdsa-",
    "-----begin public",
    "-----begin cert",
    "alias/",
];

/// Does `value` point to a secret, or stand for one, instead of being one?
pub(super) fn is_reference(value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'']);
    // A web address may carry a login; formats decide about that.
    if value.len() < 3 || value.contains("://") || value.contains("-----BEGIN") {
        return value.len() < 3;
    }
    let lower = value.to_ascii_lowercase();
    REFERENCES.iter().any(|r| lower.starts_with(r)) && !value.contains(' ') || is_placeholder(value)
}

/// Is `value` a template, an example or filler?
pub(super) fn is_placeholder(value: &str) -> bool {
    let lower = value.trim().to_ascii_lowercase();
    NOTHING.contains(&lower.as_str())
        || PLACEHOLDERS.iter().any(|p| lower.contains(p))
        || ["${", "$(", "{{", "}}", "<%", "%(", "&lt;", "%s", "#{", "${", "$env", "`"]
            .iter()
            .any(|t| lower.contains(t))
        || (lower.contains('<') && lower.contains('>'))
        || (lower.contains('{') && lower.contains('}'))
        || lower.starts_with('$')
        || is_monotone(&lower)
}

/// Mostly one character: `xxxx`, `0000-0000`, `glc_1111111111`.
fn is_monotone(value: &str) -> bool {
    let length = value.bytes().filter(u8::is_ascii_alphanumeric).count();
    let mut counts = [0usize; 256];
    for byte in value.bytes().filter(u8::is_ascii_alphanumeric) {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    value.is_ascii() && (length == 0 || (length >= 4 && most * 5 >= length * 4))
}

/// How much `value` looks like a credential, standing under a credential's `name`; `None` if it does not.
pub(super) fn strength(name: &str, value: &str) -> Option<Certainty> {
    let value = value.trim();
    let length = value.chars().count();
    if is_reference(value)
        || value.contains("://")
        || length > 4096
        || is_a_name(value)
        || is_a_number_of(name, value)
    {
        return None;
    }
    if is_random(value) {
        return Some(Certainty::Likely);
    }
    let one_word = !value.chars().any(char::is_whitespace);
    if names::is_password_name(name) {
        return (one_word && length >= 4 && !is_dotted(value)).then_some(Certainty::Possible);
    }
    // Tokens and keys are generated: what is short and wordlike is the name of one.
    let mixed =
        value.chars().any(|c| c.is_ascii_digit()) && value.chars().any(|c| c.is_ascii_alphabetic());
    let weak_default = [
        "secret",
        "changeme",
        "change-me",
        "change_me",
        "changethis",
        "change-this",
        "supersecret",
        "super-secret",
        "s3cr3t",
        "dev-secret",
        "development-key",
    ];
    let lower = value.to_ascii_lowercase();
    (one_word
        && ((mixed && length >= 8 && !is_dotted(value))
            || weak_default.iter().any(|w| lower.contains(w))))
    .then_some(Certainty::Possible)
}

/// A lower-case compound or an upper-case constant that itself speaks of a credential: `db-password`, `DB_PASSWORD`.
fn is_a_name(value: &str) -> bool {
    let compound = value.contains(['-', '_', '/', ':', '#']);
    let plain = value
        .chars()
        .all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | '/' | '.' | ':' | '#'));
    let weak = value.to_ascii_lowercase();
    let says_change = weak.contains("change") || weak.contains("super");
    let camel = plain && !compound && names::words(value).len() > 1;
    !says_change
        && plain
        && (compound || camel)
        && (names::words(value).iter().any(|w| NAME_WORDS.contains(&w.as_str())))
}

const NAME_WORDS: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "secret",
    "secrets",
    "token",
    "tokens",
    "key",
    "keys",
    "credential",
    "credentials",
    "auth",
    "login",
    "pass",
    "csrf",
    "session",
];

/// A port, a count or a duration: numbers, except where a password was asked for.
fn is_a_number_of(name: &str, value: &str) -> bool {
    let numeric =
        value.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | 's' | 'm' | 'h'));
    numeric && (!names::is_password_name(name) || value.len() < 4)
}

/// Dotted names are code: `settings.password`, `self.token`.
fn is_dotted(value: &str) -> bool {
    let part = |p: &str| {
        p.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && p.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    value.contains('.') && value.split('.').all(part)
}

/// Long, mixed and without a pattern: what a generator gives.
pub(super) fn is_random(value: &str) -> bool {
    let allowed =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '`' | '<' | '>' | ' ');
    let length = value.len();
    if length < 16 || !value.chars().all(allowed) || is_dotted(value) || is_uuid_like_path(value) {
        return false;
    }
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    let hex = value.bytes().all(|b| b.is_ascii_hexdigit());
    let floor = if hex { 2.8 } else { 3.3 };
    digits >= 2 && letters >= 2 && entropy(value) >= floor
}

/// A path of words: `assets/img/logo-2x.png`.
fn is_uuid_like_path(value: &str) -> bool {
    value.matches('/').count() >= 2
        && value.split('/').all(|p| p.len() < 16)
        && !value.contains('+')
        && !value.ends_with('=')
}

/// Shannon entropy in bits per byte.
pub(super) fn entropy(value: &str) -> f64 {
    let mut counts = [0u32; 256];
    for byte in value.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let total = f64::from(u32::try_from(value.len().max(1)).unwrap_or(u32::MAX));
    counts.iter().filter(|c| **c > 0).map(|c| f64::from(*c) / total).map(|p| -p * p.log2()).sum()
}

//! The form of the access keys of AWS.

/// What a value has the form of, in words, where it stands under `name`. Nothing is said of whether it works: the
/// examples of the documentation count too, since whoever copies one replaces it in place.
pub(crate) fn title(name: &str, value: &str) -> Option<&'static str> {
    let secret = name.to_ascii_lowercase().contains("secret");
    if PREFIXES.iter().any(|p| value.starts_with(p)) && is_id(value) {
        return Some("AWS access key id");
    }
    (secret && is_secret(value)).then_some("AWS secret access key")
}

/// What the ids of keys begin with: those of users and of sessions (IAM user guide, unique identifiers).
const PREFIXES: [&str; 2] = ["AKIA", "ASIA"];

/// Twenty capitals and digits.
pub(crate) fn is_id(value: &str) -> bool {
    value.len() == 20 && value.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Forty characters of base64.
pub(crate) fn is_secret(value: &str) -> bool {
    let of_base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'+' | b'=');
    value.len() == 40 && value.bytes().all(of_base64)
}

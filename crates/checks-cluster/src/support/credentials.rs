//! Credentials in the data of objects.

use ringfort_check::facts::encoding;
use ringfort_check::facts::secrets::{self, Certainty};
use ringfort_check::{Node, Span};

/// A credential in a map of texts.
pub(crate) struct Found {
    /// Its key.
    pub(crate) key: Box<str>,
    /// Where the key stands.
    pub(crate) at: Span,
    /// What it is, in words.
    pub(crate) title: &'static str,
    /// Its value, redacted.
    pub(crate) redacted: String,
}

/// The credentials among the entries of `map`: by key and value, or inside a longer text.
pub(crate) fn in_map(map: Option<&Node>) -> Vec<Found> {
    let entries = map.map_or(&[][..], Node::entries);
    entries
        .iter()
        .filter_map(|entry| {
            let value = entry.value.as_str()?;
            let (title, redacted) = title_of(&entry.key, value)?;
            Some(Found { key: entry.key.clone(), at: entry.key_span, title, redacted })
        })
        .collect()
}

fn title_of(key: &str, value: &str) -> Option<(&'static str, String)> {
    if let Some(hit) = secrets::judge(Some(key), value) {
        return Some((hit.title, secrets::redact(value)));
    }
    // A weak literal counts where the text is nothing but settings; elsewhere it may be prose or code.
    let least = if is_settings(value) { Certainty::Possible } else { Certainty::Likely };
    let sure = |h: &secrets::Hit| h.certainty >= least;
    let hit = secrets::scan(value).into_iter().find(sure)?;
    Some((hit.title, secrets::redact(value.get(hit.range)?)))
}

/// Does every line set something (`KEY=value`, `key: value`), apart from comments and sections?
fn is_settings(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty()).peekable();
    let idle = |l: &str| l.starts_with(['#', ';', '!', '[']) || l.ends_with(':');
    let sets = |l: &str| {
        let key = l.split(['=', ':']).next().unwrap_or("").trim();
        key.len() < l.len() && !key.is_empty() && !key.contains(char::is_whitespace)
    };
    lines.peek().is_some() && lines.all(|l| idle(l) || sets(l))
}

/// Keys of Secrets whose values are no secret.
const PUBLIC_KEYS: &[&str] = &[
    "tls.crt",
    "ca.crt",
    "username",
    "user",
    "host",
    "port",
    "database",
    "dbname",
    "namespace",
    "region",
];

/// The keys of a Secret manifest whose values are real: not empty, encrypted, or a placeholder.
/// Values of `data` are base64, those of `stringData` plain.
pub(crate) fn real_values(secret: &Node) -> Vec<(Box<str>, Span)> {
    if secret.get("sops").is_some() {
        return vec![];
    }
    let of = |field: &str, encoded: bool| {
        let map = secret.at(field).node();
        let entries = map.map_or(&[][..], Node::entries).iter();
        let real = entries.filter(move |e| {
            !PUBLIC_KEYS.contains(&&*e.key) && e.value.as_str().is_some_and(|v| is_real(v, encoded))
        });
        real.map(|e| (e.key.clone(), e.key_span)).collect::<Vec<_>>()
    };
    [of("data", true), of("stringData", false)].concat()
}

fn is_real(value: &str, encoded: bool) -> bool {
    if value.trim().is_empty() || value.starts_with("ENC[") {
        return false;
    }
    if !encoded {
        return secrets::judge(Some("password"), value).is_some() || value.contains("-----BEGIN");
    }
    match encoding::base64(value).map(String::from_utf8) {
        Some(Ok(text)) => is_real(text.trim_end(), false),
        Some(Err(_)) => true,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_settings;

    #[test]
    fn settings_are_told_from_prose() {
        let table = [
            ("A=1\n# note\n\n[section]\nb.c = 2\n", true),
            ("server:\n  port: 80\n", true),
            ("echo hello\nA=1", false),
            ("if password = x then", false),
            ("", false),
        ];
        for (text, expected) in table {
            assert_eq!(is_settings(text), expected, "{text}");
        }
    }
}

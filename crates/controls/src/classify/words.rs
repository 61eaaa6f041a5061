//! Free text as a set of stems.

use std::collections::BTreeSet;

/// Notations that are one word for our purpose.
const NOTATIONS: [(&str, &str); 6] = [
    ("0.0.0.0/0", " anycidr "),
    ("::/0", " anycidr "),
    ("169.254.169.254", " metadataip "),
    ("k8s", "kubernetes"),
    ("let's encrypt", "letsencrypt"),
    ("e-mail", "email"),
];

/// The stems of `text`. A word in camel case counts as a whole and in its parts.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in notations(text).split(|c: char| !c.is_alphanumeric()) {
        found.extend(parts(word).iter().map(|part| stem(&part.to_lowercase())));
        if !word.is_empty() {
            found.insert(stem(&word.to_lowercase()));
        }
    }
    found
}

fn notations(text: &str) -> String {
    let mut text = text.to_owned();
    for (notation, word) in NOTATIONS {
        text = text.replace(notation, word);
    }
    text
}

/// The parts of a word in camel case, where each has two letters or more (`mTLS` has no parts).
fn parts(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut lower = false;
    for letter in word.chars() {
        if lower && letter.is_uppercase() {
            parts.push(String::new());
        }
        lower = letter.is_lowercase();
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    let split = parts.len() > 1 && parts.iter().all(|part| part.chars().count() > 1);
    if split { parts } else { vec![] }
}

/// A light stem of a lower-case English word: enough for `rotate`, `rotating` and `rotation`, or
/// `parameterised` and `parameterized`, to meet. Not a word of the language.
pub(super) fn stem(word: &str) -> String {
    if word == "privileged" {
        return word.to_owned(); // the mode of a container, not a form of "privilege"
    }
    if word.len() < 4 || !word.is_ascii() || word.bytes().any(|b| b.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut stem = singular(word);
    for ending in
        ["ations", "ation", "ating", "ated", "ates", "ate", "ions", "ion", "ing", "ers", "ed"]
    {
        if let Some(rest) =
            stem.strip_suffix(ending).filter(|rest| rest.len() >= 4 || is_short(rest, ending))
        {
            stem = undouble(rest);
            break;
        }
    }
    let stem = stem.strip_suffix('e').filter(|rest| rest.len() >= 3).unwrap_or(&stem);
    match stem.strip_suffix("is") {
        Some(rest) if rest.len() >= 4 => format!("{rest}iz"),
        _ => stem.to_owned(),
    }
}

/// Three letters are enough before an ending that is certainly one (`log-ging`, `pin-ned`).
fn is_short(rest: &str, ending: &str) -> bool {
    rest.len() == 3 && matches!(ending, "ing" | "ed")
}

fn singular(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("ies") {
        return format!("{rest}y");
    }
    let kept = ["ss", "us", "is", "as"].iter().any(|ending| word.ends_with(ending));
    let rest = if kept { word } else { word.strip_suffix('s').unwrap_or(word) };
    rest.to_owned()
}

fn undouble(stem: &str) -> String {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    let doubled = last == before && !matches!(last, Some('l' | 's' | 'z'));
    if doubled { stem.chars().take(stem.chars().count() - 1).collect() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{stem, stems};

    #[test]
    fn forms_of_a_word_meet() {
        let families: [&[&str]; 9] = [
            &["rotate", "rotating", "rotation", "rotated"],
            &["encrypt", "encrypting", "encrypted", "encryption"],
            &["scan", "scans", "scanning", "scanned"],
            &["policy", "policies"],
            &["parameterised", "parameterized", "parameterise"],
            &["validate", "validation", "validating"],
            &["limit", "limits", "limiting"],
            &["log", "logs", "logging"],
            &["pin", "pinning", "pinned"],
        ];
        for family in families {
            let first = stem(family[0]);
            for word in family {
                assert_eq!(stem(word), first, "{word}");
            }
        }
    }

    #[test]
    fn identifiers_count_whole_and_in_parts() {
        let found = stems("NetworkPolicy with mTLS from 0.0.0.0/0");
        for word in ["networkpolicy", "network", "policy", "mtl", "anycidr"] {
            assert!(found.contains(&stem(word)) || found.contains(word), "{word} in {found:?}");
        }
        assert!(!found.contains("tls"));
    }
}

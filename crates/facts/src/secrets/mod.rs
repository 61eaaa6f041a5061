//! Is this text a secret? One judgement for every layer: manifests, infrastructure code, Dockerfiles,
//! source code. Values are judged, not key names: a reference, a path, a placeholder or a documented
//! example is no secret whatever it is called.

mod formats;
mod literal;
mod names;
mod scan;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use names::is_credential_name;
pub use scan::scan;

/// How sure it is that a text is a live credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// A literal in a credential's place that is weak or short: perhaps a default, still a password.
    Possible,
    /// A strong literal in a credential's place, or a format that others share.
    Likely,
    /// The format of one provider's credentials.
    Certain,
}

/// A value that is a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretHit {
    /// Which kind: `github-token`, `credential`.
    pub kind: &'static str,
    /// The kind in words: "GitHub token".
    pub title: &'static str,
    /// How sure.
    pub certainty: Certainty,
}

/// A secret in a longer text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The bytes of the secret itself, on character boundaries.
    pub range: Range<usize>,
    /// Which kind: `github-token`, `credential`.
    pub kind: &'static str,
    /// The kind in words.
    pub title: &'static str,
    /// How sure.
    pub certainty: Certainty,
}

/// A literal that stands where a credential belongs.
const CREDENTIAL: (&str, &str) = ("credential", "literal credential");

/// Judges `value`, which stands under `name` if it has one. `None`: not a secret.
pub fn judge(name: Option<&str>, value: &str) -> Option<SecretHit> {
    if literal::is_reference(value) {
        return None;
    }
    if let Some(hit) = formats::find(value).into_iter().max_by_key(|h| h.certainty) {
        return Some(SecretHit { kind: hit.kind, title: hit.title, certainty: hit.certainty });
    }
    let name = name.filter(|n| is_credential_name(n))?;
    let certainty = literal::strength(name, value)?;
    Some(SecretHit { kind: CREDENTIAL.0, title: CREDENTIAL.1, certainty })
}

/// Judges `value`, which a program gets under `name` just as it stands (a variable of a container, an assignment in
/// a start-up script). Nothing resolves it on the way, so under the name of a password words and blanks are one too.
pub fn judge_given(name: &str, value: &str) -> Option<SecretHit> {
    let given = || {
        let long = value.trim().chars().count() >= 4;
        let literal = !literal::is_reference(value) && !value.contains("://");
        (names::is_password_name(name) && long && literal).then_some(SecretHit {
            kind: CREDENTIAL.0,
            title: CREDENTIAL.1,
            certainty: Certainty::Possible,
        })
    };
    judge(Some(name), value).or_else(given)
}

/// The value as reports may show it: its first characters, if it is long enough to spare them.
pub fn redact(value: &str) -> String {
    let shown = if value.chars().count() >= 12 { 4 } else { 0 };
    let head: String = value.chars().take(shown).filter(|c| !c.is_control()).collect();
    format!("{head}****")
}

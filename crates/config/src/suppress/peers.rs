//! Peers' notations, so that comments written for them keep their effect.
//! Sources: the suppression pages of the Checkov, Trivy, tfsec, KICS, hadolint and Bandit manuals.

use ringfort_source::Span;

use super::{Dialect, Scope, Suppression};

/// How a peer writes it: the marker, and a reader of what follows.
pub(super) struct Notation {
    pub(super) marker: &'static str,
    pub(super) read: fn(&str, Span, &str) -> Option<Suppression>,
}

/// All notations. The readers get what follows the marker, its place and the file's format.
pub(super) const NOTATIONS: &[Notation] = &[
    Notation { marker: "checkov:skip=", read: checkov },
    Notation { marker: "bridgecrew:skip=", read: checkov },
    Notation { marker: "trivy:ignore:", read: trivy },
    Notation { marker: "tfsec:ignore:", read: tfsec },
    Notation { marker: "kics-scan ", read: kics },
    Notation { marker: "hadolint ", read: hadolint },
    Notation { marker: "nosec", read: bandit },
];

/// `ID[,ID][:reason]`. In a Dockerfile it holds for the file, elsewhere for the block around it.
fn checkov(rest: &str, span: Span, format: &str) -> Option<Suppression> {
    let (ids, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let scope = if format == "dockerfile" { Scope::File } else { Scope::Block };
    // Without a colon the ids end at the first space.
    let ids = ids.split_whitespace().next()?;
    Some(Suppression::new(Dialect::Checkov, scope, span).ids(ids).reason(reason))
}

fn trivy(rest: &str, span: Span, _: &str) -> Option<Suppression> {
    aqua(Dialect::Trivy, rest, span)
}

fn tfsec(rest: &str, span: Span, _: &str) -> Option<Suppression> {
    aqua(Dialect::Tfsec, rest, span)
}

/// `ID[:exp:YYYY-MM-DD]`, or `*` for everything.
fn aqua(dialect: Dialect, rest: &str, span: Span) -> Option<Suppression> {
    let (word, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let mut parts = word.split(':');
    let id = parts.next().filter(|id| !id.is_empty())?;
    let reason = if reason.contains(":ignore:") { "" } else { reason };
    let mut found = Suppression::new(dialect, Scope::Line, span).reason(reason);
    if let Some((_, condition)) = id.split_once('[') {
        found.faults.push(format!("conditions are not evaluated: `[{condition}`"));
    }
    if id != "*" {
        found = found.ids(id);
    }
    while let Some(part) = parts.next() {
        if part == "exp" {
            found = found.until(parts.next().unwrap_or(""));
        }
    }
    Some(found)
}

/// `ignore-line`, `ignore-block`, `ignore` (the file), `disable=ID,ID` (in the file).
fn kics(rest: &str, span: Span, _: &str) -> Option<Suppression> {
    let suppression = |scope| Suppression::new(Dialect::Kics, scope, span);
    let command = rest.split_whitespace().next()?;
    match command {
        "ignore-line" => Some(suppression(Scope::Line)),
        "ignore-block" => Some(suppression(Scope::NextBlock)),
        "ignore" => Some(suppression(Scope::File)),
        _ => Some(suppression(Scope::File).ids(command.strip_prefix("disable=")?)),
    }
}

/// `ignore=ID,ID` for the next instruction, `global ignore=ID,ID` for the file.
fn hadolint(rest: &str, span: Span, format: &str) -> Option<Suppression> {
    let rest = rest.trim();
    let (scope, list) = match rest.strip_prefix("global") {
        Some(rest) => (Scope::File, rest.trim_start()),
        None => (Scope::Line, rest),
    };
    let ids = list.strip_prefix("ignore=").filter(|_| format == "dockerfile")?;
    Some(Suppression::new(Dialect::Hadolint, scope, span).ids(ids)).filter(|s| !s.ids.is_empty())
}

/// Nothing, or ids: `nosec`, `nosec B602, B608`, `nosec: B602`. Python only.
fn bandit(rest: &str, span: Span, format: &str) -> Option<Suppression> {
    if format != "python" || rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let is_id = |word: &&str| {
        word.strip_prefix('B').is_some_and(|n| n.len() == 3 && n.parse::<u16>().is_ok())
    };
    let words = rest.split(|c: char| c == ',' || c == ':' || c.is_whitespace());
    let ids: Vec<&str> = words.filter(is_id).collect();
    Some(Suppression::new(Dialect::Bandit, Scope::Line, span).ids(&ids.join(",")))
}

//! Data for the first start of a machine: scripts that travel in clear or in base64.

use ringfort_check::facts::encoding;
use ringfort_check::facts::secrets::{self, Hit};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Scene, Span, Verdict};

use super::aws_key;

/// A secret in start-up data: where it stands, its kind in words, and what may be shown of it.
struct Found {
    /// The secret itself, or the whole value where it stands elsewhere.
    at: Span,
    /// Its kind in words.
    title: &'static str,
    /// What reports may show.
    shown: String,
}

/// Judges the start-up data of `on` at `paths`: no secret may stand in it.
pub(crate) fn judge(on: &Resource, paths: &[&str], scene: &Scene<'_>) -> Verdict {
    let written: Vec<At<'_>> =
        paths.iter().map(|p| on.at(p)).filter(|at| !at.is_absent()).collect();
    let Some(first) = written.first() else { return Verdict::NotApplicable };
    let found = written.iter().flat_map(|at| secrets_in(*at, scene));
    let failures = found.map(|Found { at, title, shown }| {
        let message = format!("start-up data of `{}` holds a secret ({title}): {shown}", on.name);
        Failure::new(at, message).key(format!("{title} {shown}"))
    });
    let failures: Vec<Failure> = failures.collect();
    match written.iter().find(|at| at.is_unknown()) {
        Some(At::Unknown(node)) if failures.is_empty() => {
            Verdict::unknown(node.span, node.cause().to_owned())
        }
        _ => Verdict::of(failures, first.span(), "no secret stands in it"),
    }
}

/// The secrets in the data at `at`: in the text as written, and in the value that comes of it.
fn secrets_in(at: At<'_>, scene: &Scene<'_>) -> Vec<Found> {
    let span = at.span();
    let written = scene.facts.sources.text(span);
    let mut found: Vec<Found> = hits(written)
        .map(|(start, len, title, shown)| {
            let start = span.start + start;
            Found { at: Span { start, end: start + len, ..span }, title, shown }
        })
        .collect();
    if found.is_empty() {
        let value = at
            .node()
            .and_then(Node::as_str)
            .map(|v| encoding::base64_text(v).unwrap_or(v.to_owned()));
        let whole = value.as_deref().map(hits).into_iter().flatten();
        found.extend(whole.map(|(_, _, title, shown)| Found { at: span, title, shown }));
        if found.is_empty() && value.as_deref().is_some_and(holds_key) {
            found.push(Found { at: span, title: "private key", shown: "-----BEGIN****".into() });
        }
    }
    found
}

/// Does a private key begin in `text`, however much of it is there?
fn holds_key(text: &str) -> bool {
    text.lines().any(|l| l.contains("-----BEGIN ") && l.contains("PRIVATE KEY-----"))
}

/// Start, length, kind and redacted text of each secret in `text`.
fn hits(text: &str) -> impl Iterator<Item = (u32, u32, &'static str, String)> {
    let scanned: Vec<Hit> = secrets::scan(text);
    let assigned = assignments(text).filter(|(start, value, _)| {
        !scanned.iter().any(|h| h.range.start < start + value.len() && *start < h.range.end)
    });
    let assigned: Vec<_> =
        assigned.map(|(start, value, title)| (start, value.to_owned(), title)).collect();
    let scanned = scanned.into_iter().map(|hit| {
        let value = text.get(hit.range.clone()).unwrap_or_default().to_owned();
        (hit.range.start, value, hit.title)
    });
    let all = scanned.collect::<Vec<_>>().into_iter().chain(assigned);
    all.map(|(start, value, title)| {
        (start as u32, value.len() as u32, title, secrets::redact(&value))
    })
}

/// Shell assignments `NAME=value` whose value is a secret, with where the value starts.
fn assignments(text: &str) -> impl Iterator<Item = (usize, &str, &'static str)> {
    text.split_inclusive('\n')
        .scan(0, |offset, line| {
            let start = *offset;
            *offset += line.len();
            Some((start, line))
        })
        .filter_map(|(start, line)| {
            let words = line.trim_start().trim_start_matches("export ");
            let (name, value) = words.split_once('=')?;
            let name = name.trim();
            let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            let value = value.trim().trim_matches(['"', '\'']);
            let title = secrets::judge_given(name, value)
                .map_or_else(|| aws_key::title(name, value), |hit| Some(hit.title))
                .filter(|_| is_name && !name.is_empty())?;
            let inside = line.find(value)?;
            Some((start + inside, value, title))
        })
}

#[cfg(test)]
mod tests {
    use super::assignments;

    #[test]
    fn assignments_are_judged_by_their_value() {
        let table = [
            ("export DB_PASSWORD=\"Tr0ub4dor&3x\"\n", 1),
            ("export DB_PASSWORD=$(fetch-secret)\n", 0),
            ("export DB_PASSWORD=${DB_PASSWORD}\n", 0),
            ("export GREETING=hello\n", 0),
            ("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n", 1),
        ];
        for (script, expected) in table {
            assert_eq!(assignments(script).count(), expected, "{script}");
        }
    }
}

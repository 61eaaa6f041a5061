//! `can` and `who-can` for principals of clouds: `ringfort can aws_iam_role.app s3:GetObject aws_s3_bucket.logs`.

use std::fmt::Write as _;
use std::path::Path;

use ringfort_config::did_you_mean;
use ringfort_engine::Read;
use ringfort_iam::{Decision, Iam, Outcome, Part};
use ringfort_report::one_line;
use serde::Serialize;

use crate::args::{CanArgs, ListFormat, ReadArgs, WhoCanArgs};
use crate::exit::{Exit, Refusal};
use crate::verbs::{asking, json, text};

/// Most pieces of evidence that people are shown for an answer.
const MOST: usize = 4;

/// One answer.
#[derive(Serialize)]
struct Line {
    principal: String,
    /// `yes`, `no`, `unknown`.
    allowed: &'static str,
    reason: String,
    evidence: Vec<Piece>,
}

/// What an answer rests on.
#[derive(Serialize)]
struct Piece {
    /// `grants`, `denies`, `limits`, `perhaps`.
    part: &'static str,
    what: String,
    /// `file:line`; none for what a provider maintains.
    place: Option<String>,
}

/// Is `action` one of a cloud: `s3:GetObject`, `Microsoft.Storage/...`, `storage.objects.get`?
pub(super) fn is_action(action: &str) -> bool {
    let words = |mark| action.split(mark).filter(|w| !w.is_empty()).count();
    words(':') == 2 || (action.contains('/') && action.contains('.')) || words('.') > 2
}

/// Answers for one principal, or for each that goes by the name.
pub(super) fn can(args: &CanArgs) -> Result<Exit, Refusal> {
    let [principal, action, rest @ ..] = args.words.as_slice() else {
        return Err("can: write `ringfort can PRINCIPAL ACTION [RESOURCE] [PATH]`"
            .to_owned()
            .into());
    };
    let (resource, paths) = split(rest);
    let read = files(&paths, &args.read)?;
    let iam = Iam::derive(&read.facts);
    let found = iam.named(principal);
    if found.is_empty() {
        let names: Vec<&str> = iam.principals().iter().map(|p| &*p.address).collect();
        let hint = did_you_mean(principal, names.iter().copied());
        return Err(format!("can: no file declares or names `{principal}`{hint}").into());
    }
    let answer = |id| line(&read, &iam, id, &iam.can(id, action, resource));
    let lines: Vec<Line> = found.into_iter().map(answer).collect();
    write(&lines, &phrase(action, resource), args.ask.format)
}

/// Names everyone.
pub(super) fn who_can(args: &WhoCanArgs) -> Result<Exit, Refusal> {
    let resource = Some(&*args.resource).filter(|r| *r != "*");
    let read = files(&args.paths, &args.read)?;
    let iam = Iam::derive(&read.facts);
    let found = iam.who_can(&args.verb, resource);
    let lines: Vec<Line> = found.iter().map(|(id, d)| line(&read, &iam, *id, d)).collect();
    write(&lines, &phrase(&args.verb, resource), args.ask.format)
}

/// A resource, if the first word is no file or folder, and the paths.
fn split(words: &[String]) -> (Option<&str>, Vec<String>) {
    let (resource, paths) = match words {
        [first, rest @ ..] if !Path::new(first).exists() => (Some(&**first), rest),
        paths => (None, paths),
    };
    let paths = if paths.is_empty() { vec![".".to_owned()] } else { paths.to_vec() };
    (resource.filter(|r| *r != "*"), paths)
}

fn files(paths: &[String], args: &ReadArgs) -> Result<Read, Refusal> {
    asking::files(paths, args)
}

fn phrase(action: &str, resource: Option<&str>) -> String {
    format!("{action} on {}", resource.unwrap_or("any resource"))
}

fn line(read: &Read, iam: &Iam, id: ringfort_iam::PrincipalId, decision: &Decision) -> Line {
    let allowed = match &decision.outcome {
        Outcome::Allow => "yes",
        Outcome::Deny => "no",
        Outcome::Unknown(_) => "unknown",
    };
    let piece = |e: &ringfort_iam::Evidence| Piece {
        part: match e.part {
            Part::Grants => "grants",
            Part::Denies => "denies",
            Part::Limits => "limits",
            Part::Perhaps => "perhaps",
        },
        what: e.what.clone(),
        place: e.at.map(|span| asking::place(read, span)),
    };
    Line {
        principal: iam.principal(id).map(ringfort_iam::Principal::label).unwrap_or_default(),
        allowed,
        reason: decision.reason.clone(),
        evidence: decision.evidence.iter().map(piece).collect(),
    }
}

fn write(lines: &[Line], title: &str, format: ListFormat) -> Result<Exit, Refusal> {
    if format == ListFormat::Json {
        return json(&lines);
    }
    let mut out = String::new();
    if lines.is_empty() {
        let _ = writeln!(out, "no: nobody in these files may {}", one_line(title));
    }
    for line in lines {
        out += &words(line, title);
    }
    text(&out)
}

fn words(line: &Line, title: &str) -> String {
    let (who, title, reason) = (one_line(&line.principal), one_line(title), one_line(&line.reason));
    let mut out = match line.allowed {
        "yes" => format!("yes: {who} may {title}\n"),
        "no" => format!("no: {who} may not {title}: {reason}\n"),
        _ => format!("not known: whether {who} may {title}: {reason}\n"),
    };
    for piece in line.evidence.iter().take(MOST) {
        let place = piece.place.as_deref().unwrap_or("maintained by the provider");
        let _ = writeln!(out, "  {}: {} ({place})", piece.part, one_line(&piece.what));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::is_action;

    #[test]
    fn actions_of_clouds_are_told_from_verbs() {
        let table = [
            ("s3:GetObject", true),
            ("Microsoft.Storage/storageAccounts/read", true),
            ("storage.objects.get", true),
            ("get", false),
            ("impersonate", false),
            ("*", false),
        ];
        for (action, want) in table {
            assert_eq!(is_action(action), want, "{action}");
        }
    }
}

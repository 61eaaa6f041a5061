//! `can` and `who-can` for principals of clouds: `ringfort can aws_iam_role.app s3:GetObject aws_s3_bucket.logs`.

use std::fmt::Write as _;
use std::path::Path;

use ringfort_config::did_you_mean;
use ringfort_engine::Read;
use ringfort_iam::{
    Cloud, Decision, Evidence, Iam, Outcome, Part, Principal, PrincipalId, cloud_of,
};
use ringfort_report::one_line;
use serde::Serialize;

use crate::args::{CanArgs, ListFormat, ReadArgs, WhoCanArgs};
use crate::exit::{Exit, Refusal};
use crate::verbs::{asking, json, text};

/// Most pieces of evidence that people are shown for an answer.
const MOST: usize = 4;
/// Most notes that follow an answer.
const NOTES: usize = 6;

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
    let found = named(&iam, principal, action)?;
    declared(&iam, "can", action, resource)?;
    let answer = |id| line(&read, &iam, id, &iam.can(id, action, resource));
    let lines: Vec<Line> = found.into_iter().map(answer).collect();
    if args.ask.format == ListFormat::Json {
        return json(&lines);
    }
    let title = phrase(action, resource);
    let out: String = lines.iter().map(|line| words(line, &title)).collect();
    text(&(out + &notes(&read, &iam, cloud_of(action))))
}

/// The principals that go by `name`, in the cloud of the action.
fn named(iam: &Iam, name: &str, action: &str) -> Result<Vec<PrincipalId>, String> {
    let mut found = iam.named(name);
    if found.is_empty() {
        let hint = did_you_mean(name, iam.principals().iter().map(|p| &*p.address));
        return Err(format!("can: no file declares or names `{name}`{hint}"));
    }
    let cloud = cloud_of(action);
    found.retain(|id| iam.principal(*id).is_some_and(|p| p.cloud == cloud));
    if found.is_empty() {
        return Err(format!(
            "can: `{action}` is an action of {}, `{name}` a principal of another cloud",
            called(cloud)
        ));
    }
    Ok(found)
}

/// Refuses an address that no file declares: an answer about nothing would look like one.
fn declared(iam: &Iam, verb: &str, action: &str, resource: Option<&str>) -> Result<(), String> {
    let Some(resource) = resource.filter(|r| is_address(r)) else { return Ok(()) };
    let all = iam.resources(cloud_of(action));
    // A key may stand behind the address of a bucket.
    let own = resource.split('/').next().unwrap_or(resource);
    if all.iter().any(|a| *a == resource || *a == own) {
        return Ok(());
    }
    let hint = did_you_mean(own, all.iter().copied());
    Err(format!(
        "{verb}: no file declares `{own}`: write an address, or the provider's own name (an ARN, an id){hint}"
    ))
}

/// `aws_s3_bucket.logs`, `module.data.aws_s3_bucket.logs`; no ARN, no id, no `projects/...`.
fn is_address(resource: &str) -> bool {
    let first = resource.split('/').next().unwrap_or("");
    !resource.starts_with("arn:")
        && !resource.contains('*')
        && first.contains('.')
        && first.contains('_')
}

fn called(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Aws => "AWS",
        Cloud::Azure => "Azure",
        Cloud::Google => "Google Cloud",
    }
}

/// Is `name` a principal of a cloud, so that its rights may be listed?
pub(super) fn is_principal(name: &str) -> bool {
    let kind = name.rsplit('.').nth(1).unwrap_or("");
    ["aws_", "azurerm_", "azuread_", "google_", "AWS::"].iter().any(|start| kind.starts_with(start))
        || name.starts_with("arn:")
        || name.contains(".amazonaws.com")
}

/// Everything that a principal is given.
pub(super) fn list(args: &CanArgs) -> Result<Exit, Refusal> {
    let [principal, rest @ ..] = args.words.as_slice() else {
        return Err("can: write `ringfort can --list PRINCIPAL [PATH]`".to_owned().into());
    };
    let paths = if rest.is_empty() { vec![".".to_owned()] } else { rest.to_vec() };
    let read = files(&paths, &args.read)?;
    let iam = Iam::derive(&read.facts);
    let found = iam.named(principal);
    if found.is_empty() {
        let hint = did_you_mean(principal, iam.principals().iter().map(|p| &*p.address));
        return Err(format!("can: no file declares or names `{principal}`{hint}").into());
    }
    let given = |id| Given {
        principal: iam.principal(id).map(Principal::label).unwrap_or_default(),
        rights: iam.rights_of(id).iter().map(|e| piece(&read, e)).collect(),
    };
    let all: Vec<Given> = found.into_iter().map(given).collect();
    if args.ask.format == ListFormat::Json {
        return json(&all);
    }
    let mut out = String::new();
    for given in &all {
        let _ = writeln!(out, "{} is given", one_line(&given.principal));
        for right in &given.rights {
            out += &right.words();
        }
        if given.rights.is_empty() {
            out += "  nothing in these files\n";
        }
    }
    text(&out)
}

/// What one principal is given.
#[derive(Serialize)]
struct Given {
    principal: String,
    rights: Vec<Piece>,
}

/// Names everyone.
pub(super) fn who_can(args: &WhoCanArgs) -> Result<Exit, Refusal> {
    let resource = Some(&*args.resource).filter(|r| *r != "*");
    let read = files(&args.paths, &args.read)?;
    let iam = Iam::derive(&read.facts);
    declared(&iam, "who-can", &args.verb, resource)?;
    let found = iam.who_can(&args.verb, resource);
    let lines: Vec<Line> = found.iter().map(|(id, d)| line(&read, &iam, *id, d)).collect();
    if args.ask.format == ListFormat::Json {
        return json(&lines);
    }
    let (title, cloud) = (phrase(&args.verb, resource), cloud_of(&args.verb));
    let mut out: String = lines.iter().map(|line| words(line, &title)).collect();
    if lines.is_empty() {
        out = nobody(&iam, cloud, &title);
    }
    text(&(out + &notes(&read, &iam, cloud)))
}

/// What is said where nobody may: among how many that is.
fn nobody(iam: &Iam, cloud: Cloud, title: &str) -> String {
    let title = one_line(title);
    match iam.principals().iter().filter(|p| p.cloud == cloud).count() {
        0 => format!(
            "no principal of {} is in these files: nobody could be asked for\n",
            called(cloud)
        ),
        1 => format!("no: the one principal of {} in these files may not {title}\n", called(cloud)),
        n => format!(
            "no: none of the {n} principals of {} in these files may {title}\n",
            called(cloud)
        ),
    }
}

/// What the answers leave out.
fn notes(read: &Read, iam: &Iam, cloud: Cloud) -> String {
    let all: Vec<_> = iam.remarks().iter().filter(|r| r.cloud.is_none_or(|c| c == cloud)).collect();
    let mut out = String::new();
    for remark in all.iter().take(NOTES) {
        let _ =
            writeln!(out, "note: {} ({})", one_line(&remark.what), asking::place(read, remark.at));
    }
    if let Some(more @ 1..) = all.len().checked_sub(NOTES) {
        let _ = writeln!(out, "note: {more} more of the kind");
    }
    out
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

fn line(read: &Read, iam: &Iam, id: PrincipalId, decision: &Decision) -> Line {
    let allowed = match &decision.outcome {
        Outcome::Allow => "yes",
        Outcome::Deny => "no",
        Outcome::Unknown(_) => "unknown",
    };
    Line {
        principal: iam.principal(id).map(Principal::label).unwrap_or_default(),
        allowed,
        reason: decision.reason.clone(),
        evidence: decision.evidence.iter().map(|e| piece(read, e)).collect(),
    }
}

fn piece(read: &Read, evidence: &Evidence) -> Piece {
    Piece {
        part: match evidence.part {
            Part::Grants => "grants",
            Part::Denies => "denies",
            Part::Limits => "limits",
            Part::Perhaps => "perhaps",
        },
        what: evidence.what.clone(),
        place: evidence.at.map(|span| asking::place(read, span)),
    }
}

impl Piece {
    fn words(&self) -> String {
        let place = self.place.as_deref().unwrap_or("maintained by the provider");
        format!("  {}: {} ({place})\n", self.part, one_line(&self.what))
    }
}

fn words(line: &Line, title: &str) -> String {
    let (who, title, reason) = (one_line(&line.principal), one_line(title), one_line(&line.reason));
    let mut out = match line.allowed {
        "yes" => format!("yes: {who} may {title}\n"),
        "no" => format!("no: {who} may not {title}: {reason}\n"),
        _ => format!("not known: whether {who} may {title}: {reason}\n"),
    };
    out.extend(line.evidence.iter().take(MOST).map(Piece::words));
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

//! Suppressions onto findings.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_source::{SourceMap, Span};
use ringfort_vocab::{CheckId, Finding, Location, Notice, NoticeKind, Suppressed};

use super::cover::{Blocks, Lines, cover};
use super::{Dialect, Suppression};
use crate::{Date, Ignore, Known, Settings};

/// What [`apply`] has to know.
pub struct Context<'a> {
    /// The sources that suppressions and blocks point into.
    pub sources: &'a SourceMap,
    /// The ids that exist.
    pub known: &'a Known,
    /// The day on which the run takes place.
    pub today: Date,
    /// Did this check run? What did not run cannot leave a suppression unused.
    pub ran: &'a dyn Fn(CheckId) -> bool,
}

/// Marks each finding that a suppression (in place, or in `settings`) covers, and says which
/// suppressions are expired, unused, unknown or without a reason. `blocks` are the spans of what a
/// comment at the first lines may speak for: Terraform blocks, Kubernetes objects and their containers,
/// functions. Hand in all findings, also those that will not be shown.
pub fn apply(
    findings: &mut [Finding],
    suppressions: &[Suppression],
    blocks: &[Span],
    settings: &Settings,
    context: &Context<'_>,
) -> Vec<Notice> {
    let mut notices = Vec::new();
    let blocks = Blocks::new(blocks, suppressions, context.sources);
    let by_file = by_file(findings);
    for suppression in suppressions {
        let lines = cover(suppression, &blocks, context.sources);
        let here = by_file.get(context.sources.path(suppression.span));
        let here = here.map_or(&[][..], Vec::as_slice);
        apply_one(findings, here, suppression, lines, context, &mut notices);
    }
    apply_settings(findings, settings, context, &mut notices);
    notices.sort();
    notices.dedup();
    notices
}

fn by_file(findings: &[Finding]) -> BTreeMap<String, Vec<usize>> {
    let mut by_file: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        by_file.entry(finding.location.file.to_string()).or_default().push(at);
    }
    by_file
}

/// Applies one suppression to the findings at the indices `here`, those of its file.
fn apply_one(
    findings: &mut [Finding],
    here: &[usize],
    suppression: &Suppression,
    lines: Lines,
    context: &Context<'_>,
    notices: &mut Vec<Notice>,
) {
    let location = location(suppression.span, context.sources);
    let mut say = |text: String| notices.push(notice(text, location.clone()));
    if let Some(texts) = void(suppression, context.today) {
        return texts.into_iter().for_each(say);
    }
    let ours = suppression.dialect == Dialect::Ringfort;
    if ours && suppression.reason.is_empty() {
        say("this suppression gives no reason: add reason=\"...\"".to_owned());
    }
    let mark = suppressed(&suppression.reason, suppression.until, &location);
    let mut cover = |checks: Option<&BTreeSet<CheckId>>| {
        let mut used = false;
        for at in here {
            let Some(finding) = findings.get_mut(*at) else { continue };
            let inside = (lines.0..=lines.1).contains(&finding.location.line);
            if inside && checks.is_none_or(|c| c.contains(finding.check)) {
                finding.suppressed.get_or_insert_with(|| mark.clone());
                used = true;
            }
        }
        used
    };
    if suppression.ids.is_empty() {
        cover(None);
    }
    for id in &suppression.ids {
        let checks = context.known.checks_of(id);
        let used = cover(Some(&checks));
        if checks.is_empty() && ours {
            say(unknown(id, context.known));
        } else if !used && checks.iter().any(|check| (context.ran)(check)) {
            say(format!("the suppression of {id} covers no finding: take it out"));
        }
    }
}

/// Why a suppression has no effect, if it has none.
fn void(suppression: &Suppression, today: Date) -> Option<Vec<String>> {
    if !suppression.faults.is_empty() {
        let text = |fault| format!("this suppression has no effect: {fault}");
        return Some(suppression.faults.iter().map(text).collect());
    }
    let until = suppression.until.filter(|until| *until < today)?;
    let what = match suppression.ids.as_slice() {
        [] => "everything".to_owned(),
        ids => ids.join(", "),
    };
    Some(vec![format!(
        "the suppression of {what} expired on {until}: mend the finding or decide anew"
    )])
}

/// `[[ignore]]` and `[accepted-risk]` of the settings file. Expired risks are told by
/// [`Settings::overdue`].
fn apply_settings(
    findings: &mut [Finding],
    settings: &Settings,
    context: &Context<'_>,
    notices: &mut Vec<Notice>,
) {
    for entry in &settings.ignore {
        let location = settings.location(entry.check.at);
        let text = apply_entry(findings, entry, &location, context);
        notices.extend(text.map(|text| notice(text, location)));
    }
    let holds = |until: Option<Date>| until.is_none_or(|until| until >= context.today);
    for (id, risk) in settings.accepted_risk.iter().filter(|(_, risk)| holds(risk.until)) {
        let checks = context.known.checks_of(id);
        let mark = suppressed(&risk.reason, risk.until, &settings.location(risk.at));
        mark_all(findings, &mark, |f| checks.contains(f.check));
    }
}

/// Applies one `[[ignore]]`; the text of a notice where it is of no use.
fn apply_entry(
    findings: &mut [Finding],
    entry: &Ignore,
    location: &Location,
    context: &Context<'_>,
) -> Option<String> {
    let id = &entry.check.value;
    if let Some(until) = entry.until.filter(|until| *until < context.today) {
        return Some(format!(
            "the entry for {id} expired on {until}: mend the finding or decide anew"
        ));
    }
    let checks = context.known.checks_of(id);
    let mark = suppressed(&entry.reason, entry.until, location);
    let used = mark_all(findings, &mark, |f| {
        let on_path = entry.path.as_ref().is_none_or(|glob| glob.covers(&f.location.file));
        let on_resource = entry.resource.as_ref().is_none_or(|glob| glob.matches(&f.resource));
        checks.contains(f.check) && on_path && on_resource
    });
    let unused = !used && checks.iter().any(|check| (context.ran)(check));
    unused.then(|| format!("the entry for {id} covers no finding: take it out"))
}

fn suppressed(reason: &str, until: Option<Date>, location: &Location) -> Suppressed {
    let until = until.map(|d| d.to_string());
    Suppressed { reason: reason.to_owned(), until, location: location.clone() }
}

/// Marks the findings that `covers` holds for; was there one?
fn mark_all(
    findings: &mut [Finding],
    mark: &Suppressed,
    covers: impl Fn(&Finding) -> bool,
) -> bool {
    let mut used = false;
    for finding in findings.iter_mut().filter(|f| covers(f)) {
        finding.suppressed.get_or_insert_with(|| mark.clone());
        used = true;
    }
    used
}

fn unknown(id: &str, known: &Known) -> String {
    let hint = known.nearest(id).map_or_else(
        || "; `ringfort checks` lists them".to_owned(),
        |nearest| format!("; did you mean `{nearest}`?"),
    );
    format!("this suppression names the unknown id `{id}`{hint}")
}

fn notice(message: String, location: Location) -> Notice {
    Notice { kind: NoticeKind::Suppression, message, location: Some(location) }
}

fn location(span: Span, sources: &SourceMap) -> Location {
    let (line, end_line) = sources.line_range(span);
    Location { file: sources.path(span).into(), line, end_line }
}

//! From failures (spans) to findings (lines): concrete once, sorted, each with a fingerprint.

use std::collections::BTreeMap;

use ringfort_facts::Facts;
use ringfort_source::Edit as SourceEdit;
use ringfort_vocab::{Edit, Failure, Finding, Fix, Location, Meta, Reference, Suppressed};

use crate::{Request, judge::Judged};

/// All findings, outermost layer first, worst first, then by place. The same thing found through two
/// overlays is one finding.
pub(crate) fn findings(judged: &Judged, facts: &Facts) -> Vec<Finding> {
    let mut found: Vec<Finding> = judged
        .iter()
        .flat_map(|(check, outcome)| outcome.failures.iter().map(move |f| (check.meta, f)))
        .map(|(meta, (resource, failure))| finding(meta, resource, failure, facts))
        .collect();
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found.dedup_by(|a, b| order(a) == order(b) && a.message == b.message);
    number(&mut found);
    found
}

type Order<'a> = (
    ringfort_vocab::Layer,
    std::cmp::Reverse<ringfort_vocab::Severity>,
    &'a str,
    &'a Location,
    &'a str,
    &'a str,
);

fn order(f: &Finding) -> Order<'_> {
    let severity = std::cmp::Reverse(f.severity);
    (f.layer, severity, f.check, &f.location, &f.resource, &f.fingerprint)
}

fn finding(meta: &'static Meta, subject: &str, failure: &Failure, facts: &Facts) -> Finding {
    let resource = failure.resource.clone().unwrap_or_else(|| subject.to_owned());
    let identity = [meta.id, &resource, failure.key.as_deref().unwrap_or("")].join("\n");
    let related = failure.related.iter().map(|r| Reference {
        resource: r.resource.clone(),
        message: r.note.to_string(),
        location: Location::of(&facts.sources, r.at),
    });
    Finding {
        check: meta.id,
        title: meta.title,
        control: meta.control,
        layer: meta.layer(),
        severity: meta.severity,
        confidence: meta.confidence,
        message: failure.message.clone(),
        location: Location::of(&facts.sources, failure.at),
        related: related.collect(),
        fingerprint: format!("{:016x}", fnv(&identity)),
        fix: fix(failure, &resource, facts),
        suppressed: None,
        resource,
    }
}

/// The fix as far as it can be applied as text: what would write the present text again is left out.
fn fix(failure: &Failure, subject: &str, facts: &Facts) -> Option<Fix> {
    let (message, edits, safety) = failure.fix.as_ref()?;
    let infrastructure = |e: &SourceEdit| is_code(facts.path(e.at)) || subject.contains("AWS::");
    let fits = |e: &SourceEdit| {
        !is_foreign(e, facts)
            && (!infrastructure(e) || Kind::of(text(e, facts)) == Kind::of(&e.text))
    };
    let changing = edits.iter().filter(|e| text(e, facts) != e.text);
    let edits: Vec<Edit> = changing.map(|e| edit(e, facts)).collect();
    let usable = failure.fix.iter().flat_map(|(_, all, _)| all).all(fits) && !edits.is_empty();
    usable.then(|| Fix { message: message.clone(), safety: *safety, edits })
}

/// What stands where `edit` writes.
fn text<'a>(edit: &SourceEdit, facts: &'a Facts) -> &'a str {
    facts.sources.text(edit.at)
}

/// Is it a file of Terraform?
fn is_code(path: &str) -> bool {
    [".tf", ".tofu", ".tf.json", ".tofu.json"].iter().any(|end| path.ends_with(end))
}

/// Checks of Kubernetes objects write YAML, which does not belong into objects that Terraform declares. What a tool
/// rendered stands at the beginning of its file, where nothing can be changed.
fn is_foreign(edit: &SourceEdit, facts: &Facts) -> bool {
    if edit.at == ringfort_source::Span::file(edit.at.source) {
        return true;
    }
    is_code(facts.path(edit.at))
        && facts.model.kube.objects.iter().any(|o| o.root.span.contains(edit.at))
}

/// What kind of literal a text is. In infrastructure code a fix replaces a literal by one of its kind: a value that is
/// written in other words than Terraform's (`ENABLED` for true), or comes from elsewhere, is no place for it.
#[derive(PartialEq, Eq)]
enum Kind {
    Bool,
    Quoted,
    Number,
    Other,
}

impl Kind {
    fn of(text: &str) -> Self {
        let word = text.trim().to_ascii_lowercase();
        if matches!(word.as_str(), "true" | "false" | "yes" | "no" | "on" | "off") {
            Self::Bool
        } else if word.len() > 1 && word.starts_with('"') && word.ends_with('"') {
            Self::Quoted
        } else if !word.is_empty() && word.parse::<f64>().is_ok() {
            Self::Number
        } else {
            Self::Other
        }
    }
}

fn edit(edit: &SourceEdit, facts: &Facts) -> Edit {
    let file = facts.path(edit.at).into();
    Edit { file, start: edit.at.start, end: edit.at.end, text: edit.text.clone() }
}

/// Findings of one identity are told apart by their order, so that each fingerprint is its own.
fn number(found: &mut [Finding]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for finding in found {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        if *count > 0 {
            finding.fingerprint =
                format!("{:016x}", fnv(&format!("{}#{count}", finding.fingerprint)));
        }
        *count += 1;
    }
}

/// FNV-1a, 64 bits: stable over versions and platforms, unlike the standard library's hasher.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The findings that are reported: those of the baseline marked, those outside the changed files left out.
pub(crate) fn reported(mut found: Vec<Finding>, request: &Request) -> Vec<Finding> {
    if let Some(changed) = &request.changed {
        found.retain(|f| changed.contains(&*f.location.file));
    }
    for finding in &mut found {
        if finding.suppressed.is_none() && request.baseline.contains(&finding.fingerprint) {
            let location = finding.location.clone();
            finding.suppressed =
                Some(Suppressed { reason: "in the baseline".into(), until: None, location });
        }
    }
    found
}

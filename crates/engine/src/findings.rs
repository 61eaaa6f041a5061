//! From failures (spans) to findings (lines): concrete once, sorted, each with a fingerprint.

use std::collections::BTreeMap;

use ringfort_facts::Facts;
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
        fix: failure.fix.as_ref().filter(|(_, edits, _)| is_in_its_language(edits, facts)).map(
            |(message, edits, safety)| Fix {
                message: message.clone(),
                safety: *safety,
                edits: edits.iter().map(|e| edit(e, facts)).collect(),
            },
        ),
        suppressed: None,
        resource,
    }
}

/// Checks of Kubernetes objects write YAML, which does not belong into objects that Terraform declares.
fn is_in_its_language(edits: &[ringfort_source::Edit], facts: &Facts) -> bool {
    let declared = |e: &ringfort_source::Edit| {
        let code = [".tf", ".tofu", ".tf.json", ".tofu.json"];
        code.iter().any(|end| facts.path(e.at).ends_with(end))
            && facts.model.kube.objects.iter().any(|o| o.root.span.contains(e.at))
    };
    !edits.iter().any(declared)
}

fn edit(edit: &ringfort_source::Edit, facts: &Facts) -> Edit {
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

//! From rulings to the map.

use std::collections::BTreeMap;

use ringfort_check::RulingKind;
use ringfort_config::Settings;
use ringfort_controls::{self as controls, Decision, FoldInput, Outcome, Ruling};
use ringfort_facts::Facts;
use ringfort_vocab::{ControlStatus, FileCoverage, Finding, Location, Suppressed};

use crate::governed::Inventory;
use crate::{Request, judge::Judged};

/// The status of every control.
pub(crate) fn statuses(
    judged: &Judged,
    found: &[Finding],
    facts: &Facts,
    files: &[FileCoverage],
    platform: &str,
    request: &Request,
) -> Vec<ControlStatus> {
    let inventory = Inventory::new(judged, facts, files);
    let accepted = accepted(found);
    let rulings = rulings(judged, &accepted);
    let settings = declared(&request.settings);
    let today = request.today.to_string();
    controls::fold(&FoldInput {
        rulings: &rulings,
        locate: &|span| Location::of(&facts.sources, span),
        environment: request.settings.environment,
        platform,
        today: &today,
        settings: &settings,
        incomplete: &|control| inventory.incomplete(control),
        governed: &|control| inventory.governed(control),
        drift: &|_| None,
    })
}

/// The suppressions of findings, by check and resource: only where every finding there is covered.
pub(crate) fn accepted(found: &[Finding]) -> BTreeMap<(&str, &str), Option<&Suppressed>> {
    let mut accepted: BTreeMap<(&str, &str), Option<&Suppressed>> = BTreeMap::new();
    for finding in found {
        let mark = accepted
            .entry((finding.check, &finding.resource))
            .or_insert(finding.suppressed.as_ref());
        if finding.suppressed.is_none() {
            *mark = None;
        }
    }
    accepted
}

/// What the checks said, with the suppressions that cover failures.
pub(crate) fn rulings<'a>(
    judged: &'a Judged,
    accepted: &BTreeMap<(&str, &str), Option<&'a Suppressed>>,
) -> Vec<Ruling<'a>> {
    let all = judged.iter().flat_map(|(check, o)| o.rulings.iter().map(move |r| (check.meta, r)));
    all.map(|(meta, ruling)| Ruling {
        check: meta,
        resource: &ruling.resource,
        note: &ruling.note,
        accepted: accepted.get(&(meta.id, &*ruling.resource)).copied().flatten(),
        at: ruling.at,
        outcome: match ruling.kind {
            RulingKind::Pass => Outcome::Pass,
            RulingKind::Fail => Outcome::Fail,
            RulingKind::Unknown => Outcome::Unknown,
        },
        basis: ruling.basis,
    })
    .collect()
}

fn declared(settings: &Settings) -> controls::Settings {
    let date = |d: Option<ringfort_config::Date>| d.map_or_else(String::new, |d| d.to_string());
    let mut declared = controls::Settings::default();
    for (id, e) in &settings.covered_elsewhere {
        let entry = controls::CoveredElsewhere {
            note: e.note.clone(),
            reference: e.reference.clone(),
            owner: e.owner.clone(),
            review: date(e.review),
            location: settings.location(e.at),
        };
        declared.covered_elsewhere.insert(id.clone(), entry);
    }
    for (id, e) in &settings.awareness {
        let location = settings.location(e.at);
        let (note, owner, review) = (e.note.clone(), e.owner.clone(), date(e.review));
        declared.awareness.insert(id.clone(), Decision { note, owner, review, location });
    }
    for (id, e) in &settings.accepted_risk {
        let location = settings.location(e.at);
        let (note, owner, review) = (e.reason.clone(), e.owner.clone(), date(e.until));
        declared.accepted_risks.insert(id.clone(), Decision { note, owner, review, location });
    }
    declared
}

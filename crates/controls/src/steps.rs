//! From statuses and findings to what a person does next.

use std::cmp::Reverse;

use ringfort_vocab::{
    ControlId, ControlStatus, Environment, Finding, Layer, Location, NextStep, Requirement,
    RootCause, Severity, Status,
};

use crate::catalogue::catalogue;

/// How many controls lose their effect through the absence of `control`.
pub fn voids(map: &[ControlStatus], control: &str) -> usize {
    let by_it = |row: &&ControlStatus| row.undermined_by.iter().any(|u| u.control == control);
    map.iter().filter(by_it).count()
}

/// Findings grouped by the control that would close them. Most consequential first: what voids
/// most, then the worst, then the outermost. Suppressed findings are left out.
pub fn root_causes(map: &[ControlStatus], findings: &[Finding]) -> Vec<RootCause> {
    let mut causes: Vec<RootCause> =
        map.iter().filter_map(|row| root_cause(row, map, findings)).collect();
    causes.sort_by_key(|cause| (Reverse(cause.voids), Reverse(cause.severity), cause.layer));
    causes
}

fn root_cause(
    row: &ControlStatus,
    map: &[ControlStatus],
    findings: &[Finding],
) -> Option<RootCause> {
    let mut mine = open_findings(row.control, findings);
    mine.sort_by_key(|finding| Reverse(finding.severity));
    let severity = mine.first()?.severity;
    let findings = mine.into_iter().map(|finding| finding.fingerprint.clone()).collect();
    let (control, name, layer) = (row.control, row.name, row.layer);
    Some(RootCause { control, name, layer, severity, findings, voids: voids(map, control) })
}

fn open_findings<'f>(control: &str, findings: &'f [Finding]) -> Vec<&'f Finding> {
    let open = |finding: &&Finding| finding.control == control && finding.suppressed.is_none();
    findings.iter().filter(open).collect()
}

/// What to do, outermost layer first; within a layer what voids most, then the worst, then what
/// the environment needs most. Controls whose failures are all accepted are left out, and so are
/// optional ones without a finding of high severity.
pub fn next_steps(
    map: &[ControlStatus],
    findings: &[Finding],
    environment: Environment,
) -> Vec<NextStep> {
    let mut steps: Vec<_> =
        map.iter().filter_map(|row| candidate(row, map, findings, environment)).collect();
    steps.sort_by_key(|(order, _)| *order);
    steps.into_iter().map(|(_, step)| step).collect()
}

type Order = (Layer, Reverse<usize>, Reverse<Option<Severity>>, Reverse<Requirement>);

fn candidate(
    row: &ControlStatus,
    map: &[ControlStatus],
    findings: &[Finding],
    environment: Environment,
) -> Option<(Order, NextStep)> {
    let mine = open_findings(row.control, findings);
    let worst = mine.iter().copied().min_by_key(|finding| Reverse(finding.severity));
    let severity = worst.map(|finding| finding.severity);
    let open = matches!(row.status, Status::Missing | Status::Partial) && worst.is_some();
    let pressing = severity >= Some(Severity::High);
    let wanted = match row.requirement {
        Requirement::NotApplicable => false,
        Requirement::Optional => pressing,
        Requirement::Recommended | Requirement::Required => true,
    };
    if !open || !wanted {
        return None;
    }
    let voided = voids(map, row.control);
    let step = NextStep {
        control: row.control,
        layer: row.layer,
        action: catalogue().action(row.control, environment).to_owned(),
        reason: reason(row, voided, worst),
        location: location(row, worst),
    };
    Some(((row.layer, Reverse(voided), Reverse(severity), Reverse(row.requirement)), step))
}

fn location(row: &ControlStatus, worst: Option<&Finding>) -> Option<Location> {
    let proof = || row.evidence.iter().find(|proof| proof.verdict == "fail");
    worst.map(|finding| &finding.location).or_else(|| proof().map(|proof| &proof.location)).cloned()
}

fn reason(row: &ControlStatus, voided: usize, worst: Option<&Finding>) -> String {
    let consequence = catalogue().control(row.control).map_or("", |c| c.if_skipped);
    let mut reason = match voided {
        0 => String::new(),
        1 => "Until then one other control has no full effect. ".to_owned(),
        n => format!("Until then {n} other controls have no full effect. "),
    };
    match worst {
        Some(finding) => {
            let (severity, message) = (finding.severity.name(), &finding.message);
            reason = format!("{reason}{consequence} ({severity}: {message})");
        }
        None => reason.push_str(consequence),
    }
    reason
}

/// Where an attacker starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weakest {
    /// The outermost layer with a missing required control.
    pub layer: Option<Layer>,
    /// Why that one, in a sentence that does not repeat its name.
    pub reason: String,
}

/// The outermost layer with a missing required control. Where there is none the reason says what
/// was not assessed, since that is not the same as safe.
pub fn weakest_layer(map: &[ControlStatus]) -> Weakest {
    let required = |row: &&ControlStatus| row.requirement == Requirement::Required;
    let with = |status| map.iter().filter(required).filter(move |row| row.status == status);
    let Some(first) = with(Status::Missing).min_by_key(|row| row.layer) else {
        let unseen = with(Status::NotAssessed).count();
        let reason = match unseen {
            0 => "No required control is missing".into(),
            1 => "No required control was found missing, but one was not assessed".into(),
            n => format!("No required control was found missing, but {n} were not assessed"),
        };
        return Weakest { layer: None, reason };
    };
    let here = with(Status::Missing).filter(|row| row.layer == first.layer);
    let mut here: Vec<(Reverse<usize>, ControlId, &str)> =
        here.map(|row| (Reverse(voids(map, row.control)), row.control, row.name)).collect();
    here.sort_by_key(|(voided, _, _)| *voided);
    let (worst, name) = here.first().map_or((0, ""), |(voided, _, name)| (voided.0, *name));
    let count = match here.len() {
        1 => "one required control is".to_owned(),
        n => format!("{n} required controls are"),
    };
    let lead = match worst {
        0 => String::new(),
        1 => ", which voids another".to_owned(),
        n => format!(", which voids {n} others"),
    };
    let reason = format!("{count} missing, first of all \"{name}\"{lead}");
    Weakest { layer: Some(first.layer), reason }
}

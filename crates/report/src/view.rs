//! What every format asks of an assessment: which findings are shown, in which groups, how each
//! layer stands and what breaks it open.

use ringfort_vocab::{
    Assessment, ControlStatus, Effect, Finding, Layer, Location, Severity, Status, Undermined,
};

use crate::{Options, style::Standing};

/// The findings that `options` show, in the assessment's order.
pub(crate) fn shown<'a>(
    assessment: &'a Assessment,
    options: &Options<'_>,
) -> impl Iterator<Item = &'a Finding> + use<'a> {
    let (least, all) = (options.min_severity, options.show_suppressed);
    let kept = move |f: &&Finding| f.severity >= least && (all || f.suppressed.is_none());
    assessment.findings.iter().filter(kept)
}

/// Is the control there, in part or as a whole?
pub(crate) const fn in_place(row: &ControlStatus) -> bool {
    matches!(row.status, Status::Implemented | Status::Partial)
}

/// How a row stands: its status, or undermined where what is there is void as a whole.
pub(crate) fn standing(row: &ControlStatus) -> Standing {
    if in_place(row) && voiders(row).next().is_some() {
        Standing::Undermined
    } else {
        Standing::of(row.status)
    }
}

/// "undermined by A, B and 2 more" for a control that is in place; "weakened by" where nothing
/// voids it as a whole. `None` where nothing touches it.
pub(crate) fn undermined(row: &ControlStatus) -> Option<String> {
    if !in_place(row) || row.effect != Effect::Undermined {
        return None;
    }
    let mut by: Vec<&str> = voiders(row).map(|u| u.control).collect();
    let verb = if by.is_empty() { "weakened" } else { "undermined" };
    if by.is_empty() {
        by = row.undermined_by.iter().map(|u| u.control).collect();
        by.dedup();
    }
    let rest = by.len().saturating_sub(2);
    by.truncate(2);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    (!by.is_empty()).then(|| format!("{verb} by {}{more}", by.join(", ")))
}

/// The groups in the order of weight: the worst first, then what voids most, then the outermost.
pub(crate) fn by_weight<'g, 'a>(groups: &'g [Group<'a>]) -> Vec<&'g Group<'a>> {
    let mut order: Vec<&Group<'a>> = groups.iter().collect();
    order.sort_by_key(|g| (std::cmp::Reverse((g.severity, g.voids)), g.layer));
    order
}

/// Was no file read at all?
pub(crate) const fn nothing_read(assessment: &Assessment) -> bool {
    assessment.coverage.evaluated + assessment.coverage.partial == 0
}

/// The rows of `layer`, in catalogue order.
pub(crate) fn rows(assessment: &Assessment, layer: Layer) -> impl Iterator<Item = &ControlStatus> {
    assessment.map.iter().filter(move |row| row.layer == layer)
}

/// `file:line`.
pub(crate) fn place(location: &Location) -> String {
    format!("{}:{}", location.file, location.line)
}

/// Findings of one control.
pub(crate) struct Group<'a> {
    /// The control.
    pub(crate) control: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Its layer.
    pub(crate) layer: Layer,
    /// The worst severity in it.
    pub(crate) severity: Severity,
    /// How many controls its absence voids.
    pub(crate) voids: usize,
    /// Its findings, worst first.
    pub(crate) findings: Vec<&'a Finding>,
}

/// The shown findings grouped by control: outermost first, then worst, then what voids most.
pub(crate) fn groups<'a>(assessment: &'a Assessment, options: &Options<'_>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = vec![];
    for finding in shown(assessment, options) {
        match groups.iter_mut().find(|g| g.control == finding.control) {
            Some(group) => group.findings.push(finding),
            None => groups.push(new_group(assessment, finding)),
        }
    }
    for group in &mut groups {
        group.findings.sort_by_key(|f| std::cmp::Reverse(f.severity));
        group.severity = group.findings.first().map_or(Severity::Info, |f| f.severity);
    }
    let size = |g: &Group<'_>| (g.severity, g.voids, g.findings.len());
    groups.sort_by(|a, b| a.layer.cmp(&b.layer).then_with(|| size(b).cmp(&size(a))));
    groups
}

fn new_group<'a>(assessment: &Assessment, finding: &'a Finding) -> Group<'a> {
    let control = finding.control;
    let row = assessment.map.iter().find(|r| r.control == control);
    let cause = assessment.root_causes.iter().find(|c| c.control == control);
    Group {
        control,
        name: row.map_or(control, |r| r.name),
        layer: finding.layer,
        severity: finding.severity,
        voids: cause.map_or(0, |c| c.voids),
        findings: vec![finding],
    }
}

/// A control whose absence voids what stands in the layers inside its own.
pub(crate) struct Breach<'a> {
    /// What voids, as one of the voided rows says it.
    pub(crate) by: &'a Undermined,
    /// How many controls that are in place inside it voids.
    pub(crate) voided: usize,
    /// How many are in place inside.
    pub(crate) inside: usize,
}

impl Breach<'_> {
    /// Does nothing inside hold?
    pub(crate) const fn is_total(&self) -> bool {
        self.voided == self.inside
    }
}

/// What breaks `layer` open: of its controls, the one that voids most of what is in place further
/// in. `None` where nothing in it does.
pub(crate) fn breach(assessment: &Assessment, layer: Layer) -> Option<Breach<'_>> {
    let inside: Vec<&ControlStatus> =
        assessment.map.iter().filter(|r| r.layer > layer && in_place(r)).collect();
    let mut tally: Vec<Breach<'_>> = vec![];
    for row in &inside {
        for by in voiders(row).filter(|by| layer_of(by.control) == Some(layer)) {
            match tally.iter_mut().find(|b| b.by.control == by.control) {
                Some(known) => known.voided += 1,
                None => tally.push(Breach { by, voided: 1, inside: inside.len() }),
            }
        }
    }
    tally.into_iter().rev().max_by_key(|b| b.voided)
}

/// What voids `row` as a whole, each control once.
pub(crate) fn voiders(row: &ControlStatus) -> impl Iterator<Item = &Undermined> {
    let all = &row.undermined_by;
    all.iter().enumerate().filter_map(move |(at, by)| {
        let known = all.iter().take(at).any(|u| u.control == by.control && u.degree == "full");
        (by.degree == "full" && !known).then_some(by)
    })
}

/// Is something in place in `layer`, and all of it void?
pub(crate) fn is_void(assessment: &Assessment, layer: Layer) -> bool {
    let mut there = rows(assessment, layer).filter(|r| in_place(r)).peekable();
    there.peek().is_some() && there.all(|r| voiders(r).next().is_some())
}

fn layer_of(control: &str) -> Option<Layer> {
    Layer::parse(control.split('/').next().unwrap_or(""))
}

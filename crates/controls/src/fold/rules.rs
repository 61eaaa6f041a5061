//! The status of one control: the first rule that matches.

use ringfort_vocab::{Assets, Basis, Control, Requirement, Status};

use super::{
    FoldInput, Governed, Outcome, Ruling,
    limits::{self, Cap},
    tally::Tally,
};
use crate::nullify::Nullification;

/// A status with its reason.
pub(crate) struct Judgement {
    pub(crate) status: Status,
    pub(crate) basis: Option<Basis>,
    pub(crate) reason: String,
    /// The control of this assessment whose status is inherited.
    pub(crate) inherits: Option<String>,
}

impl Judgement {
    fn new(status: Status, basis: Option<Basis>, reason: impl Into<String>) -> Self {
        Self { status, basis, reason: reason.into(), inherits: None }
    }
}

/// One control with all that decides its status.
pub(crate) struct Case<'c, 'a> {
    pub(crate) control: &'c Control,
    pub(crate) tally: &'c Tally<'a>,
    pub(crate) input: &'c FoldInput<'a>,
    pub(crate) nullifications: &'c [Nullification],
}

impl Case<'_, '_> {
    /// The design's section 4, first match wins.
    pub(crate) fn judge(&self) -> Judgement {
        let assets = self.tally.assets();
        let mut notes = vec![];
        self.not_applicable()
            .or_else(|| self.failing(assets))
            .or_else(|| self.covered_elsewhere(&mut notes))
            .or_else(|| self.undecided(assets, &mut notes))
            .unwrap_or_else(|| self.passing(assets))
            .with(notes)
    }

    /// Rule 1. An accepted risk is never Not applicable.
    fn not_applicable(&self) -> Option<Judgement> {
        if self.input.settings.accepted_risks.contains_key(self.control.id) {
            return None;
        }
        let because = |reason: String| Some(Judgement::new(Status::NotApplicable, None, reason));
        if self.input.requirement(self.control) == Requirement::NotApplicable {
            let environment = self.input.environment.name();
            return because(format!("The {environment} platform has no use for it"));
        }
        if !self.tally.is_empty() || self.is_declared() {
            return None;
        }
        if let Some(reason) = limits::provided(self.control.id, self.input) {
            return because(format!("Provided by the platform: {reason}"));
        }
        let nothing = (self.input.governed)(self.control) == Governed::Nothing;
        if nothing && (self.input.incomplete)(self.control).is_none() {
            return because("All of its inputs were read and hold nothing it governs".into());
        }
        None
    }

    fn is_declared(&self) -> bool {
        let settings = self.input.settings;
        let id = self.control.id;
        settings.covered_elsewhere.contains_key(id) || settings.awareness.contains_key(id)
    }

    /// Rule 2.
    fn failing(&self, assets: Assets) -> Option<Judgement> {
        let worst = self.tally.first(Outcome::Fail)?;
        let collapse = self.collapse();
        let total = assets.fail + assets.pass + assets.unknown;
        let mut reason = if total == 1 {
            sentence(worst.note, worst.check.title).to_owned()
        } else {
            let note = sentence(worst.note, worst.check.title);
            format!("{} of {total} assets fail, first {}: {note}", assets.fail, worst.resource)
        };
        let missing = assets.pass == 0 || collapse.is_some();
        if let Some((ruling, rule)) = collapse.filter(|_| assets.pass > 0) {
            let title = ruling.check.title;
            reason = format!("{reason}. One such asset is enough ({rule}): {title}");
        }
        if let Some(acceptance) = self.acceptance() {
            reason = format!("{reason}; {acceptance}");
        }
        let status = if missing { Status::Missing } else { Status::Partial };
        Some(Judgement::new(status, self.tally.basis(Outcome::Fail), reason))
    }

    /// The failing gate that by itself voids other controls, with its row of the table.
    fn collapse(&self) -> Option<(&Ruling<'_>, &'static str)> {
        let rows = || self.nullifications.iter().filter(|n| n.missing.contains(&self.control.id));
        let gates = self.tally.failing.values().filter(|r| r.check.gate);
        gates.into_iter().find_map(|ruling| {
            let fits = |n: &&Nullification| {
                let check = ruling.check;
                let active = n.conditions.iter().filter(|c| c.collapses);
                active.into_iter().any(|c| c.matches(check.id, check.gate, ruling.note))
            };
            rows().find(fits).map(|row| (ruling, row.rule))
        })
    }

    /// "risk accepted until DATE", where every failure, or the control as a whole, is accepted.
    fn acceptance(&self) -> Option<String> {
        if let Some(decision) = self.input.settings.accepted_risks.get(self.control.id) {
            return Some(if self.input.passed(&decision.review) {
                format!("the acceptance of this risk lapsed on {}", decision.review)
            } else {
                accepted_until(Some(&decision.review), &decision.owner)
            });
        }
        match (self.tally.accepted, self.tally.failures) {
            (0, _) => None,
            (some, all) if some == all => Some(accepted_until(self.tally.accepted_until, "")),
            (some, all) => Some(format!("{some} of {all} failures are accepted")),
        }
    }

    /// Rule 3. A declaration without reference, owner or a review date ahead does not hold.
    fn covered_elsewhere(&self, notes: &mut Vec<String>) -> Option<Judgement> {
        if let Some(declared) = self.input.settings.covered_elsewhere.get(self.control.id) {
            let parts = [
                (&declared.reference, "a reference"),
                (&declared.owner, "an owner"),
                (&declared.review, "a review date"),
            ];
            if let Some((_, lacks)) = parts.iter().find(|(text, _)| text.trim().is_empty()) {
                notes.push(format!("declared as covered elsewhere, but without {lacks}"));
            } else if self.input.passed(&declared.review) {
                notes.push(format!("covered elsewhere lapsed: review was due {}", declared.review));
            } else {
                let note = sentence(&declared.note, "Provided elsewhere");
                let (reference, owner) = (&declared.reference, &declared.owner);
                let review = &declared.review;
                let reason = format!("{note} ({reference}; owner {owner}, review by {review})");
                let basis = Some(Basis::Declared);
                let judgement = Judgement::new(Status::CoveredElsewhere, basis, reason);
                return Some(Judgement { inherits: Some(reference.clone()), ..judgement });
            }
        }
        self.inherited()
    }

    fn inherited(&self) -> Option<Judgement> {
        let (from, reason) = limits::inherits(self.control.id, self.input)?;
        let seen = !self.tally.is_empty();
        let judgement = Judgement::new(Status::CoveredElsewhere, Some(Basis::Declared), reason);
        (!seen).then(|| Judgement { inherits: Some(from.to_owned()), ..judgement })
    }

    /// Rule 4, and the accepted risk where no check could decide.
    fn undecided(&self, assets: Assets, notes: &mut Vec<String>) -> Option<Judgement> {
        let open = limits::open(self.control.id, self.input);
        if assets.pass > 0 && open.is_none() {
            return None;
        }
        if let Some(accepted) = self.acceptance() {
            let reason = format!("Left out: {accepted}");
            return Some(Judgement::new(Status::Missing, Some(Basis::Declared), reason));
        }
        self.awareness(notes).or_else(|| {
            let passed = open.filter(|_| assets.pass > 0);
            let why = passed.map_or_else(|| self.why_undecided(assets), capital);
            Some(Judgement::new(Status::NotAssessed, None, why))
        })
    }

    fn awareness(&self, notes: &mut Vec<String>) -> Option<Judgement> {
        let decision = self.input.settings.awareness.get(self.control.id)?;
        if self.input.requirement(self.control) != Requirement::Optional {
            let environment = self.input.environment.name();
            notes.push(format!(
                "awareness is declared, but {environment} does not make it optional"
            ));
        } else if decision.note.trim().is_empty() || decision.owner.trim().is_empty() {
            notes.push("awareness is declared, but without a note or an owner".into());
        } else if self.input.passed(&decision.review) {
            notes.push(format!("awareness lapsed: review was due {}", decision.review));
        } else if let Some(failing) = self.tally.blemish {
            notes.push(format!("awareness does not hide a failing check: {}", failing.check.id));
        } else {
            let reason = format!("{} (owner {})", decision.note, decision.owner);
            return Some(Judgement::new(Status::Awareness, Some(Basis::Declared), reason));
        }
        None
    }

    fn why_undecided(&self, assets: Assets) -> String {
        if let Some(ruling) = self.tally.first(Outcome::Unknown) {
            let note = sentence(ruling.note, ruling.check.title);
            return format!(
                "{} could not be decided, first {}: {note}",
                things(assets.unknown),
                ruling.resource
            );
        }
        if let Some(failing) = self.tally.failing.values().next() {
            let title = failing.check.title;
            return format!(
                "None of its core checks could decide; one further check fails: {title}"
            );
        }
        let governed = (self.input.governed)(self.control);
        if let Governed::NotAsked(why) = governed {
            return why.into();
        }
        match ((self.input.incomplete)(self.control), governed) {
            (Some(cause), _) => format!("Nothing that could decide it was read: {cause}"),
            (None, Governed::NotJudged(why)) => why,
            (None, Governed::Unspoken) => "No file that was read says anything of it".into(),
            (None, _) => "What it governs was seen, but no check could decide it".into(),
        }
    }

    /// Rules 5 to 7: no asset fails and at least one passes.
    fn passing(&self, assets: Assets) -> Judgement {
        let basis = self.tally.basis(Outcome::Pass);
        if let Some(reason) = self.why_not_whole(assets) {
            return Judgement::new(Status::Partial, basis, reason);
        }
        let verb = if assets.pass == 1 { "passes" } else { "pass" };
        let default = if basis == Some(Basis::ProviderDefault) {
            ", in part by the platform's default"
        } else {
            ""
        };
        let reason = format!("{} {verb}{default}", things(assets.pass));
        Judgement::new(Status::Implemented, basis, reason)
    }

    fn why_not_whole(&self, assets: Assets) -> Option<String> {
        let pass = things(assets.pass);
        if let Some(ruling) = self.tally.first(Outcome::Unknown) {
            let note = sentence(ruling.note, ruling.check.title);
            let unknown = things(assets.unknown);
            let at = ruling.resource;
            return Some(format!(
                "{pass} passed, {unknown} could not be decided, first {at}: {note}"
            ));
        }
        if let Some(failing) = self.tally.blemish {
            let note = sentence(failing.note, failing.check.title);
            return Some(format!(
                "The core checks pass; a further one fails on {}: {note}",
                failing.resource
            ));
        }
        if let Some(difference) = (self.input.drift)(self.control) {
            return Some(format!("What runs differs from what is declared: {difference}"));
        }
        if let Some(cause) = (self.input.incomplete)(self.control) {
            return Some(format!("{pass} passed, but not everything was read: {cause}"));
        }
        let cap: Option<Cap> = limits::cap(self.control.id, self.input, self.tally.observed);
        cap.map(|reason| format!("{pass} passed, as far as files can show: {reason}"))
    }
}

impl Judgement {
    fn with(mut self, notes: Vec<String>) -> Self {
        for note in notes {
            self.reason.push_str("; ");
            self.reason.push_str(&note);
        }
        self
    }
}

fn accepted_until(date: Option<&str>, owner: &str) -> String {
    let by = if owner.is_empty() { String::new() } else { format!(" by {owner}") };
    match date.filter(|date| !date.is_empty()) {
        Some(date) => format!("risk accepted{by} until {date}"),
        None => format!("risk accepted{by} without an end date"),
    }
}

/// The note, or what stands for it where there is none.
fn sentence<'t>(note: &'t str, otherwise: &'t str) -> &'t str {
    if note.trim().is_empty() { otherwise } else { note.trim().trim_end_matches('.') }
}

/// The reason of the table as a sentence.
fn capital(reason: &str) -> String {
    let mut letters = reason.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn things(count: usize) -> String {
    if count == 1 { "1 asset".into() } else { format!("{count} assets") }
}

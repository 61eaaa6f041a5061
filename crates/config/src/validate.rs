//! Settings against the ids that exist, and against today's date.

use ringfort_source::Span;
use ringfort_vocab::{Notice, NoticeKind};

use crate::reader::Mistakes;
use crate::{ConfigError, Date, Known, Settings};

impl Settings {
    /// Every id in the settings that names nothing, with the nearest one that does.
    pub fn validate(&self, known: &Known) -> Vec<ConfigError> {
        let mut mistakes = Mistakes::new();
        let covered = self.covered_elsewhere.iter().map(|(id, e)| (id, e.at));
        let aware = self.awareness.iter().map(|(id, e)| (id, e.at));
        for (id, at) in covered.chain(aware).filter(|(id, _)| !known.is_control(id)) {
            mistakes.push((at, unknown("control", id, known.nearest_control(id))));
        }
        let risks = self.accepted_risk.iter().map(|(id, e)| (id, e.at));
        let ignores = self.ignore.iter().map(|e| (&e.check.value, e.check.at));
        for (id, at) in risks.chain(ignores).filter(|(id, _)| !known.knows(id)) {
            mistakes.push((at, unknown("check or control", id, known.nearest(id))));
        }
        for (id, node) in self.checks.iter().filter(|(id, _)| known.checks_of(id).is_empty()) {
            mistakes.push((node.span, unknown("check", id, known.nearest(id))));
        }
        self.errors(mistakes)
    }

    /// Decisions whose date has passed on `today`, each pointing at its line. A passed review date is
    /// only said; an accepted risk ends with its date.
    pub fn overdue(&self, today: Date) -> Vec<Notice> {
        let passed = |date: Option<Date>| date.filter(|d| *d < today);
        let mut found: Vec<(Span, String)> = Vec::new();
        let covered = self.covered_elsewhere.iter().map(|(id, e)| (id, e.review, e.at));
        let aware = self.awareness.iter().map(|(id, e)| (id, e.review, e.at));
        for (id, review, at) in covered.chain(aware) {
            let Some(date) = passed(review) else { continue };
            found.push((at, format!("the review of {id} was due on {date}: look at the decision again and set a new date")));
        }
        for (id, risk) in &self.accepted_risk {
            let Some(date) = passed(risk.until) else { continue };
            found.push((risk.at, format!("the accepted risk of {id} ended on {date}: its findings count again; decide anew or mend them")));
        }
        let notice = |(at, message)| Notice {
            kind: NoticeKind::Settings,
            message,
            location: Some(self.location(at)),
        };
        found.sort();
        found.into_iter().map(notice).collect()
    }
}

fn unknown(what: &str, id: &str, nearest: Option<&str>) -> String {
    let hint = nearest.map_or_else(
        || "; `ringfort controls` and `ringfort checks` list them".to_owned(),
        |n| format!("; did you mean `{n}`?"),
    );
    format!("unknown {what} `{id}`{hint}")
}

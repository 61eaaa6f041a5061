//! Answers for programs.

use serde::Serialize;

use super::shown::{Line, Shown};
use crate::exit::{Exit, Refusal};
use crate::verbs;

#[derive(Serialize)]
struct Cluster<'s> {
    #[serde(rename = "cluster")]
    name: Option<&'s str>,
    question: Option<&'s str>,
    subjects: &'s [Line],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'s [String],
}

pub(super) fn write(answers: &[Shown], title: Option<&str>) -> Result<Exit, Refusal> {
    let clusters = answers.iter().map(|shown| Cluster {
        name: shown.cluster.as_deref(),
        question: title,
        subjects: &shown.lines,
        notes: &shown.notes,
    });
    verbs::json(&clusters.collect::<Vec<_>>())
}

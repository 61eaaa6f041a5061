//! Which layer and control a sentence is about. Deterministic: stems of its words against the
//! phrases of `data/phrases.tsv`.

#[cfg(test)]
mod tests;
mod words;

use std::{collections::BTreeSet, sync::OnceLock};

use ringfort_vocab::{Control, ControlId, Layer};
use serde::Serialize;

use crate::{catalogue::catalogue, tsv};
use words::{stem, stems};

/// Less than this says nothing.
const THRESHOLD: i32 = 4;

/// What a sentence is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Classification {
    /// The sentence.
    pub text: String,
    /// Its layer; `None` where it fits none.
    pub layer: Option<Layer>,
    /// The control it describes.
    pub control: Option<ControlId>,
    /// Other layers it reaches into, outermost first.
    pub spans: Vec<Layer>,
    /// Why this layer (and by what it reaches into others), or why none.
    pub why: String,
    /// What happens if it is skipped; empty where it fits no layer.
    pub if_skipped: String,
}

/// Classifies one sentence.
pub fn classify(text: &str) -> Classification {
    match best(text) {
        Some(control) => described(text, control),
        None => Classification {
            text: text.to_owned(),
            layer: None,
            control: None,
            spans: vec![],
            why: "It names no control of the four layers; say what is protected and by what \
                  (a setting, an object, a check)"
                .into(),
            if_skipped: String::new(),
        },
    }
}

fn described(text: &str, control: &'static Control) -> Classification {
    let spans = spans(control.id);
    let mut why = control.why_this_layer.to_owned();
    for (layer, by) in &spans {
        why = format!("{why}; it reaches into {} by {by}", layer.name());
    }
    Classification {
        text: text.to_owned(),
        layer: Some(control.layer),
        control: Some(control.id),
        spans: spans.into_iter().map(|(layer, _)| layer).collect(),
        why,
        if_skipped: control.if_skipped.to_owned(),
    }
}

/// The layers that a control reaches into besides its own, outermost first, and by what.
pub(crate) fn spans(control: &str) -> Vec<(Layer, &'static str)> {
    let rows = tsv::rows(include_str!("../../data/spans.tsv")).filter(|row| row.get(0) == control);
    let mut spans: Vec<_> =
        rows.filter_map(|row| Some((Layer::parse(row.get(1))?, row.get(2)))).collect();
    spans.sort_by_key(|(layer, _)| *layer);
    spans
}

/// The control that the words speak for most; of equals the outermost.
fn best(text: &str) -> Option<&'static Control> {
    let words = stems(text);
    let mut best: Option<(i32, ControlId)> = None;
    for speaker in speakers() {
        let score = speaker.score(&words);
        if score >= THRESHOLD && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, speaker.control));
        }
    }
    catalogue().control(best?.1)
}

/// The phrases that speak for one control.
struct Speaker {
    control: ControlId,
    phrases: Vec<Phrase>,
}

/// Words that must all occur, each with its alternatives.
struct Phrase {
    weight: i32,
    words: Vec<Vec<String>>,
}

impl Speaker {
    /// The strongest phrase counts in full, each further one a little, each against in full:
    /// many near-synonyms do not outweigh one exact term.
    fn score(&self, words: &BTreeSet<String>) -> i32 {
        let occurs = |phrase: &&Phrase| phrase.occurs(words);
        let (mut strongest, mut further, mut against) = (0, 0, 0);
        for phrase in self.phrases.iter().filter(occurs) {
            if phrase.weight < 0 {
                against += phrase.weight;
                continue;
            }
            let strength = phrase.strength();
            further += i32::from(strongest > 0);
            strongest = strongest.max(strength);
        }
        strongest + further.min(3) + against * 2
    }
}

impl Phrase {
    fn occurs(&self, words: &BTreeSet<String>) -> bool {
        let one_of = |any: &Vec<String>| any.iter().any(|word| word_occurs(word, words));
        !self.words.is_empty() && self.words.iter().all(one_of)
    }

    /// Its weight, doubled to leave room between, and a bonus for every further word.
    fn strength(&self) -> i32 {
        self.weight * 2 + 2 * i32::try_from(self.words.len()).unwrap_or(0) - 2
    }

    fn parse(entry: &str) -> Option<Self> {
        let mut parts = entry.split_whitespace();
        let weight = parts.next()?.parse().ok()?;
        let alternatives = |part: &str| part.split('|').map(|w| stem(&w.to_lowercase())).collect();
        Some(Self { weight, words: parts.map(alternatives).collect() })
    }
}

/// Does a word occur, or a longer one that begins with it? Short words must occur as they are.
fn word_occurs(word: &str, words: &BTreeSet<String>) -> bool {
    let longer =
        || words.range(word.to_owned()..).next().is_some_and(|next| next.starts_with(word));
    words.contains(word) || (word.len() >= PREFIX && longer())
}

/// From this length a word of the table also stands for longer ones (`vulnerab`).
const PREFIX: usize = 6;

fn speakers() -> &'static [Speaker] {
    static SPEAKERS: OnceLock<Vec<Speaker>> = OnceLock::new();
    SPEAKERS.get_or_init(|| {
        let speaker = |row: tsv::Row| Speaker {
            control: row.get(0),
            phrases: row.list(1, ';').into_iter().filter_map(Phrase::parse).collect(),
        };
        tsv::rows(include_str!("../../data/phrases.tsv")).map(speaker).collect()
    })
}

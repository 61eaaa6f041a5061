//! `ringfort classify`.

use std::io::{Read as _, stdin};

use ringfort_controls::{Classification, classify};
use ringfort_report::{Classified, classify_table};

use super::{json, text};
use crate::args::{ClassifyArgs, ListFormat};
use crate::exit::{Exit, Refusal};
use crate::terminal;

/// Measures are sentences: more than this is no list of them.
const MAX_BYTES: u64 = 4 << 20;

/// Answers each text.
pub(crate) fn run(args: &ClassifyArgs) -> Result<Exit, Refusal> {
    let texts = texts(&args.texts)?;
    let answers: Vec<Classification> = texts.iter().map(|text| classify(text)).collect();
    if args.format == ListFormat::Json {
        return json(&answers);
    }
    let answers: Vec<Classified> = answers.into_iter().map(shown).collect();
    text(&classify_table(&answers, &terminal::options(args.color)))
}

/// The arguments, with the lines of standard input in the place of `-` (or of none).
fn texts(given: &[String]) -> Result<Vec<String>, Refusal> {
    let given = if given.is_empty() { &["-".to_owned()] } else { given };
    let mut texts = Vec::new();
    for text in given {
        if text == "-" {
            texts.extend(read_lines()?);
        } else {
            texts.push(text.clone());
        }
    }
    if texts.is_empty() { Err("classify: no text given".into()) } else { Ok(texts) }
}

fn read_lines() -> Result<Vec<String>, Refusal> {
    let mut bytes = Vec::new();
    let read = stdin().lock().take(MAX_BYTES).read_to_end(&mut bytes);
    read.map_err(|error| format!("standard input: {error}"))?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}

fn shown(answer: Classification) -> Classified {
    let Classification { text, layer, control, spans, why, if_skipped } = answer;
    Classified { text, layer, control: control.map(str::to_owned), spans, why, if_skipped }
}

//! `ringfort checklist`.

use std::fmt::Write as _;

use ringfort_controls::{Checklist, ChecklistRow, UnknownWord, checklist, stack_words};
use ringfort_report::{ChecklistRow as Shown, checklist_table};
use ringfort_vocab::Environment;

use super::{json, text};
use crate::args::{ChecklistArgs, ChecklistFormat};
use crate::exit::{Exit, Refusal};
use crate::{output, terminal};

/// Prints the minimum for a stack. A slip in a word is refused; a word that nothing is known about is said
/// and changes nothing.
pub(crate) fn run(args: &ChecklistArgs) -> Result<Exit, Refusal> {
    let list = checklist(&args.stack, &args.env);
    let lines: Vec<String> = list.unknown.iter().filter_map(slip).collect();
    if !lines.is_empty() {
        return Err(Refusal { lines });
    }
    for UnknownWord { word, .. } in &list.unknown {
        let known: Vec<&str> = stack_words().collect();
        let known = known.join(", ");
        output::say(&format!("note: `{word}` changes nothing here (known words: {known})"));
    }
    match args.format {
        ChecklistFormat::Json => json(&list),
        ChecklistFormat::Markdown => text(&markdown(&list, &args.env)),
        ChecklistFormat::Table => {
            let rows: Vec<Shown> = list.rows.iter().map(shown).collect();
            text(&checklist_table(&rows, &terminal::options(args.color)))
        }
    }
}

fn slip(unknown: &UnknownWord) -> Option<String> {
    let UnknownWord { word, nearest } = unknown;
    nearest.map(|near| format!("--stack: unknown word `{word}`; did you mean `{near}`?"))
}

fn shown(row: &ChecklistRow) -> Shown {
    let minimum = |name: &str, text: Option<&str>| Some((name.to_owned(), text?.to_owned()));
    let columns =
        [minimum("dev", row.dev_minimum.as_deref()), minimum("prod", row.prod_minimum.as_deref())];
    Shown {
        layer: row.layer,
        risk: row.biggest_risk.to_owned(),
        control: format!("{} ({})", row.name, row.control),
        minimum: columns.into_iter().flatten().collect(),
    }
}

/// One table, a column for each environment that was asked for.
fn markdown(list: &Checklist, environments: &[Environment]) -> String {
    let has = |environment| environments.contains(&environment);
    let (dev, prod) = (has(Environment::Dev), has(Environment::Prod));
    let column =
        |wanted: bool, text: &str| if wanted { format!(" {text} |") } else { String::new() };
    let mut out = format!(
        "| Layer | Biggest risk | Control |{}{}\n|-|-|-|{}{}\n",
        column(dev, "Minimum for dev"),
        column(prod, "Minimum for prod"),
        if dev { "-|" } else { "" },
        if prod { "-|" } else { "" },
    );
    for row in &list.rows {
        let (dev_cell, prod_cell) =
            (cell(row.dev_minimum.as_deref()), cell(row.prod_minimum.as_deref()));
        let _ = writeln!(
            out,
            "| {} | {} | {} (`{}`) |{}{}",
            row.layer.name(),
            row.biggest_risk,
            row.name,
            row.control,
            column(dev, &dev_cell),
            column(prod, &prod_cell),
        );
    }
    out
}

fn cell(text: Option<&str>) -> String {
    text.unwrap_or("-").replace('|', "\\|")
}

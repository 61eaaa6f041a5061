//! `ringfort explain`.

use std::fmt::Write as _;

use ringfort_config::did_you_mean;
use ringfort_controls::{ControlPage, Explanation, LayerPage, Link, explain};
use ringfort_engine::{known, registry};
use ringfort_report::explain_text;
use ringfort_vocab::{ControlId, Layer, Requirement};
use serde::Serialize;

use super::checks::Row;
use super::{json, text};
use crate::args::{ExplainArgs, ListFormat};
use crate::exit::{Exit, Refusal};
use crate::terminal;

/// More controls than this are counted instead of named.
const MANY: usize = 8;

/// A check as JSON, with its page.
#[derive(Serialize)]
struct CheckPage {
    #[serde(flatten)]
    check: Row,
    page: &'static str,
}

/// Explains a layer or a control, else every check that the word stands for.
pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, Refusal> {
    let subject = args.subject.trim();
    let as_json = args.format == ListFormat::Json;
    let options = terminal::options(args.color);
    if let Some(found) = explain(subject) {
        return if as_json { json(&found) } else { text(&explain_text(&page(&found), &options)) };
    }
    let wanted = known().checks_of(subject);
    let checks = registry().iter().filter(|check| wanted.contains(check.meta.id));
    if wanted.is_empty() {
        return Err(unknown(subject).into());
    }
    if as_json {
        let pages = checks.map(|c| CheckPage { check: c.meta.into(), page: c.page });
        return json(&pages.collect::<Vec<_>>());
    }
    let mut pages = String::new();
    for check in checks {
        let (id, control, severity) =
            (check.meta.id, check.meta.control, check.meta.severity.name());
        let _ = writeln!(
            pages,
            "{}\n{id}, severity {severity}, part of {control}\n",
            check.page.trim_end()
        );
    }
    text(&explain_text(&pages, &options))
}

fn unknown(subject: &str) -> String {
    let layers = Layer::ALL.map(Layer::slug);
    let hint = known()
        .nearest(subject)
        .map_or_else(|| did_you_mean(subject, layers), |n| format!("; did you mean `{n}`?"));
    let hint = if hint.is_empty() {
        "; `ringfort controls` and `ringfort checks` list what there is".to_owned()
    } else {
        hint
    };
    format!("explain: unknown check, control or layer `{subject}`{hint}")
}

/// The Markdown page of a control or layer.
fn page(found: &Explanation) -> String {
    match found {
        Explanation::Control(page) => control_page(page),
        Explanation::Layer(page) => layer_page(page),
    }
}

fn layer_page(page: &LayerPage) -> String {
    let LayerPage { layer, what, owner, why_this_place, controls } = page;
    let mut out = format!(
        "# {}\n\n{what}.\n\n## Who answers for it\n\n{owner}.\n\n## Why it stands there\n\n\
         {why_this_place}.\n\n## Its controls\n\n",
        layer.name()
    );
    for (id, name) in controls {
        let _ = writeln!(out, "- {id}: {name}");
    }
    out
}

fn control_page(page: &ControlPage) -> String {
    let control = page.control;
    let mut out = format!("# {}\n\n{} ({})\n", control.name, control.id, control.layer.name());
    let parts = [
        ("What it is for", control.purpose),
        ("What it prevents", control.prevents),
        ("Why this layer", control.why_this_layer),
        ("If it is skipped", control.if_skipped),
    ];
    for (heading, body) in parts {
        let _ = writeln!(out, "\n## {heading}\n\n{body}.");
    }
    out += "\n## The first step\n\n";
    for (environment, need, action) in
        [("dev", control.dev, page.dev_action), ("prod", control.prod, page.prod_action)]
    {
        let _ = writeln!(out, "- {environment} ({}): {action}", requirement(need));
    }
    out += &links("Without it these are void", &page.voids);
    out += &links("It is void without", &page.voided_by);
    out += &checks_of(control.id);
    let also = [("Frameworks", &control.frameworks), ("Attacks it stops", &control.stops)];
    for (heading, list) in also.iter().filter(|(_, list)| !list.is_empty()) {
        let _ = writeln!(out, "\n## {heading}\n\n{}", list.join(", "));
    }
    out
}

fn links(heading: &str, links: &[Link]) -> String {
    let mut out = String::new();
    for link in links {
        let Link { rule, controls, when, degree, rationale } = link;
        let _ = write!(out, "- {} ({degree}, {rule}", named(controls));
        let _ = if when.is_empty() { write!(out, ")") } else { write!(out, ": {when})") };
        let _ = writeln!(out, ": {rationale}");
    }
    if out.is_empty() { out } else { format!("\n## {heading}\n\n{out}") }
}

/// A few controls by their ids, many by how many of each layer.
fn named(controls: &[ControlId]) -> String {
    if controls.len() <= MANY {
        return controls.join(", ");
    }
    let of = |layer: Layer| {
        let prefix = format!("{}/", layer.slug());
        let count = controls.iter().filter(|id| id.starts_with(&prefix)).count();
        (count > 0).then(|| format!("{count} of {}", layer.name()))
    };
    let counts: Vec<String> = Layer::ALL.into_iter().filter_map(of).collect();
    format!("{} controls: {}", controls.len(), counts.join(", "))
}

/// The checks that exist for a control; those marked gate carry its promise.
fn checks_of(control: &str) -> String {
    let mut out = String::new();
    for check in registry().iter().filter(|check| check.meta.control == control) {
        let gate = if check.meta.gate { ", gate" } else { "" };
        let (id, title, severity) = (check.meta.id, check.meta.title, check.meta.severity.name());
        let _ = writeln!(out, "- {id}: {title} ({severity}{gate})");
    }
    let none = "None of this version: the control is shown as not assessed.\n";
    format!("\n## Checks\n\n{}", if out.is_empty() { none } else { &out })
}

const fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Required => "required",
        Requirement::Recommended => "recommended",
        Requirement::Optional => "optional",
        Requirement::NotApplicable => "not applicable",
    }
}

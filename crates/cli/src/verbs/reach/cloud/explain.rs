//! Why one endpoint is reached, or is not.

use std::fmt::Write as _;

use ringfort_reach::cloud::{Answer, Effect, EndpointId};

use super::{From, View, from_words};

pub(in crate::verbs::reach) fn explain(view: &View<'_>) -> String {
    let Some(to) = view.to.as_ref().and_then(|to| to.first()).copied() else {
        return String::new();
    };
    match &view.from {
        Some(From::Endpoints(sources)) => {
            let each = sources.iter().map(|from| inside(view, *from, to));
            each.collect::<Vec<_>>().join("\n")
        }
        _ => outside(view, to),
    }
}

fn outside(view: &View<'_>, to: EndpointId) -> String {
    let name = view.name(to);
    let found = view.exposures();
    if found.is_empty() {
        let mut out = format!("the internet -> {name}\n  denied\n");
        for (through, answer) in view.estate.refusals(to) {
            let _ = writeln!(out, "\nover {}:", through.join(", "));
            out += &steps(view, &answer);
        }
        return out;
    }
    let mut out = String::new();
    for exposure in found {
        let from = from_words(&exposure.from);
        let _ = writeln!(out, "{from} -> {name}, over {}", exposure.through.join(", "));
        out += &answered(&exposure.answer);
        out += &steps(view, &exposure.answer);
        out.push('\n');
    }
    out
}

fn inside(view: &View<'_>, from: EndpointId, to: EndpointId) -> String {
    let answer = view.estate.between(from, to);
    let mut out = format!("{} -> {}\n", view.name(from), view.name(to));
    out += &answered(&answer);
    out + &steps(view, &answer)
}

fn answered(answer: &Answer) -> String {
    let mut out = String::new();
    if !answer.is_possible() {
        return "  denied\n".into();
    }
    if !answer.ports.is_empty() {
        let _ = writeln!(out, "  allowed: {}", answer.ports);
    }
    if !answer.unknown.is_empty() {
        let _ = writeln!(out, "  not known: {} ({})", answer.unknown, answer.causes.join("; "));
    }
    out
}

/// Every step, in the order of the way.
fn steps(view: &View<'_>, answer: &Answer) -> String {
    let mut out = String::new();
    for step in &answer.steps {
        let ports = if step.ports.is_all() { String::new() } else { format!(" {}", step.ports) };
        let word = match step.effect {
            Effect::Allows => "allows",
            Effect::Denies => "denies",
            Effect::Unknown => "perhaps",
        };
        let _ = writeln!(out, "  {word}{ports}: {} ({})", step.what, view.place(step.at));
    }
    out
}

//! The answer for people.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ringfort_reach::cloud::{Answer, EndpointId, Exposure};
use ringfort_report::{Options, Table, one_line};

use super::{From, View, from_words, ports};

/// More rows than this are counted, unless all are asked for.
const ROWS: usize = 60;

pub(in crate::verbs::reach) fn table(
    view: &View<'_>,
    verbose: bool,
    options: &Options<'_>,
) -> String {
    let limit = if verbose { usize::MAX } else { ROWS };
    let mut out = String::new();
    if !matches!(view.from, Some(From::Endpoints(_))) {
        out += &exposures(view, limit, options);
    }
    out += &inside(view, limit, options);
    out
}

fn exposures(view: &View<'_>, limit: usize, options: &Options<'_>) -> String {
    let all = view.exposures();
    let rows: Vec<&Exposure> = all.iter().filter(|e| !e.doubtful).collect();
    if rows.is_empty() {
        let nothing = "Cloud: from the internet nothing is known to be reached\n\n";
        let nothing = if all.is_empty() { &nothing.replace("known to be ", "") } else { nothing };
        return nothing.to_owned() + &unreached(view, &all, limit) + &doubted(view, &all, limit);
    }
    let mut table = Table::new(&["reached", "from", "ports", "through", "decided by"]);
    for exposure in rows.iter().take(limit) {
        table.row([
            view.name(exposure.to),
            from_words(&exposure.from),
            ports(&exposure.answer),
            exposure.through.join(", "),
            decided(view, &exposure.answer),
        ]);
    }
    let mut out = format!("Cloud: from the internet\n\n{}", table.render(options));
    if rows.len() > limit {
        let more = rows.len() - limit;
        let _ = writeln!(out, "and {more} more rows: --verbose, or --to for a part");
    }
    out.push('\n');
    out += &unreached(view, &all, limit);
    out += &doubted(view, &all, limit);
    out += &counted(view, &all);
    out += &causes(rows.iter().map(|e| &e.answer));
    out += "Next: `ringfort reach --from internet --to NAME` says why one is reached, or is not\n";
    out
}

/// How many are reached.
fn counted(view: &View<'_>, all: &[Exposure]) -> String {
    let asked = view.to.as_ref().map_or(view.estate.endpoints().len(), Vec::len);
    let open = |sure: bool| -> BTreeSet<EndpointId> {
        let rows = all.iter().filter(|e| e.answer.ports.is_empty() != sure);
        rows.map(|e| e.to).collect()
    };
    let (sure, perhaps) = (open(true), open(false));
    let perhaps = perhaps.difference(&sure).count();
    let unknown =
        if perhaps > 0 { format!(", of {perhaps} it is not known") } else { String::new() };
    let endpoints = if asked == 1 { "endpoint" } else { "endpoints" };
    format!("{asked} {endpoints}: {} reached from the internet{unknown}\n", sure.len())
}

/// What is not reached is told shortly: unless all is asked for, this many.
const SHORT: usize = 8;

/// What the internet does not reach, each with what refuses it.
fn unreached(view: &View<'_>, all: &[Exposure], limit: usize) -> String {
    let limit = if limit == usize::MAX { limit } else { SHORT };
    let reached: BTreeSet<EndpointId> = all.iter().map(|e| e.to).collect();
    let asked = view.estate.endpoints().iter().map(|e| e.id);
    let asked = asked.filter(|id| view.to.as_ref().is_none_or(|to| to.contains(id)));
    let rest: Vec<EndpointId> = asked.filter(|id| !reached.contains(id)).collect();
    let mut out = String::new();
    for id in rest.iter().take(limit) {
        let _ = writeln!(out, "not reached: {}: {}", view.name(*id), refused(view, *id));
    }
    if rest.len() > limit {
        let _ = writeln!(out, "not reached: {} more; --verbose lists them", rest.len() - limit);
    }
    if out.is_empty() { out } else { out + "\n" }
}

/// What may be reached over fronts whose target is not known: together, with the fronts.
fn doubted(view: &View<'_>, all: &[Exposure], limit: usize) -> String {
    let limit = if limit == usize::MAX { limit } else { SHORT };
    let ids: BTreeSet<EndpointId> = all.iter().filter(|e| e.doubtful).map(|e| e.to).collect();
    if ids.is_empty() {
        return String::new();
    }
    let mut names: Vec<String> = ids.iter().take(limit).map(|id| view.name(*id)).collect();
    if ids.len() > limit {
        names.push(format!("{} more", ids.len() - limit));
    }
    let fronts = view.estate.doubts();
    let mut causes: Vec<&str> = fronts.iter().take(limit).map(|d| &*d.cause).collect();
    let more = format!("{} more fronts", fronts.len().saturating_sub(limit));
    causes.extend((fronts.len() > limit).then_some(more.as_str()));
    format!("perhaps reached: {}\n  {}\n\n", names.join(", "), one_line(&causes.join("; ")))
}

/// The first thing that refuses on a way from the internet; without a way there is none.
fn refused(view: &View<'_>, id: EndpointId) -> String {
    let ways = view.estate.refusals(id);
    let mut steps = ways.iter().flat_map(|(_, answer)| answer.deciding());
    match steps.next() {
        Some(step) => format!("{} ({})", step.what, view.place(step.at)),
        None => "nothing leads to it from the internet".into(),
    }
}

fn inside(view: &View<'_>, limit: usize, options: &Options<'_>) -> String {
    let rows = view.rows();
    let asked = matches!(view.from, Some(From::Endpoints(_)));
    if rows.is_empty() {
        return if asked {
            "Cloud: inside of its networks nothing is reached\n".into()
        } else {
            String::new()
        };
    }
    let mut table = Table::new(&["from", "to", "ports", "decided by"]);
    for row in rows.iter().take(limit) {
        let [from, to] = [&row.from, &row.to].map(|ids| view.class(ids));
        table.row([from, to, ports(&row.answer), decided(view, &row.answer)]);
    }
    let mut out = format!("\nCloud: inside\n\n{}", table.render(options));
    if rows.len() > limit {
        let _ = writeln!(out, "and {} more rows: --verbose", rows.len() - limit);
    }
    out + &causes(rows.iter().map(|row| &row.answer))
}

/// What opens it, each by its place; the most telling last, the rule.
fn decided(view: &View<'_>, answer: &Answer) -> String {
    let mut seen = vec![];
    for step in answer.deciding() {
        let told = format!("{} {}", step.what, view.place(step.at));
        if !seen.contains(&told) {
            seen.push(told);
        }
    }
    seen.join("; ")
}

/// Why parts are not known.
fn causes<'a>(answers: impl Iterator<Item = &'a Answer>) -> String {
    let mut causes: Vec<&str> = answers.flat_map(|a| &a.causes).map(|c| &**c).collect();
    causes.sort_unstable();
    causes.dedup();
    if causes.is_empty() {
        return String::new();
    }
    let shown = causes.iter().take(4).copied().collect::<Vec<_>>().join("; ");
    format!("Not known because: {}\n", one_line(&shown))
}

//! The controls of each layer: one line each, what is wrong first, with the best evidence.

use ringfort_vocab::{Assessment, Basis, ControlStatus, Effect, Layer, Proof, Requirement, Status};

use super::Page;
use crate::{
    Options,
    style::{DIM, HOLLOW, Standing},
    text, view,
};

/// What each layer is, in the words of the lesson.
const fn about(layer: Layer) -> &'static str {
    match layer {
        Layer::Cloud => "the provider: accounts, networks, keys, registries",
        Layer::Cluster => "Kubernetes: who may call the API, what pods may do and reach",
        Layer::Container => "images and how they run",
        Layer::Code => "the application, its dependencies and its pipeline",
    }
}

/// Writes a section for each layer.
pub(super) fn write(page: &mut Page, assessment: &Assessment, options: &Options<'_>) {
    for layer in Layer::ALL {
        let mut rows: Vec<&ControlStatus> = view::rows(assessment, layer).collect();
        if rows.is_empty() {
            continue;
        }
        rows.sort_by_key(|row| view::standing(row));
        page.title(&layer.name().to_uppercase(), about(layer));
        let columns = Columns::of(&rows, page.width);
        for row in rows.iter().filter(|r| own_line(r, options)) {
            line(page, row, 0, &columns, options);
        }
        undermined(page, &rows, &columns, options);
        unverified(page, &rows);
        if options.verbose || !unseen(page, &rows) {
            folded(page, &rows, Standing::NotAssessed, options);
        }
        folded(page, &rows, Standing::NotApplicable, options);
    }
}

/// Does the row get a line outside the groups?
fn own_line(row: &ControlStatus, options: &Options<'_>) -> bool {
    match view::standing(row) {
        _ if view::undermined(row).is_some() => false,
        Standing::NotApplicable => false,
        Standing::NotAssessed => options.verbose,
        _ => true,
    }
}

/// Columns that rows under what undermines them are further in.
const DEEPER: usize = 2;

/// How much further in the row stands.
fn deeper(row: &ControlStatus) -> usize {
    if view::undermined(row).is_some() { DEEPER } else { 0 }
}

/// Widths of the columns.
struct Columns {
    name: usize,
    state: usize,
    place: usize,
}

impl Columns {
    /// What the rows need; where that is too much, places keep 24 columns and are clipped before names give way.
    fn of(rows: &[&ControlStatus], width: usize) -> Columns {
        let most = |measure: fn(&ControlStatus) -> usize| {
            let folded = [Standing::NotApplicable, Standing::NotAssessed];
            let shown = rows.iter().filter(|r| !folded.contains(&view::standing(r)));
            shown.map(|r| measure(r)).max().unwrap_or(0)
        };
        let place = most(|r| best(r).map_or(0, |p| text::columns(&view::place(&p.location))));
        let state = most(|r| text::columns(&state(r))).min(28);
        let room = width.saturating_sub(state + 8);
        let name =
            most(|r| text::columns(r.name) + deeper(r)).min(room.saturating_sub(place.min(28)));
        Columns { name, state, place: room.saturating_sub(name) }
    }
}

/// The status with what a reader must not miss about it.
fn state(row: &ControlStatus) -> String {
    let assets = row.assets;
    let all = assets.pass + assets.fail + assets.unknown;
    let needed = match row.requirement {
        Requirement::Recommended => " (recommended)",
        Requirement::Optional => " (optional)",
        _ => "",
    };
    match row.status {
        Status::Missing => format!("missing{needed}"),
        Status::Partial if all > 1 => format!("partial, {} of {all}", assets.pass),
        Status::Implemented if row.basis == Some(Basis::ProviderDefault) => {
            "implemented by default".to_owned()
        }
        Status::Implemented if row.basis == Some(Basis::Observed) => {
            "implemented, observed".to_owned()
        }
        other => Standing::of(other).words().to_owned(),
    }
}

/// The proof to open first: a pass for what is implemented, else the first, which is the worst.
fn best(row: &ControlStatus) -> Option<&Proof> {
    let passes = row.evidence.iter().find(|p| p.verdict == "pass");
    match row.status {
        Status::Implemented => passes.or(row.evidence.first()),
        _ => row.evidence.first(),
    }
}

/// One control, `deeper` columns further in than others.
fn line(
    page: &mut Page,
    row: &ControlStatus,
    deeper: usize,
    columns: &Columns,
    options: &Options<'_>,
) {
    let (pen, standing) = (page.pen, view::standing(row));
    let glyph = pen.paint(standing.style(), pen.glyph(standing));
    let room = columns.name.saturating_sub(deeper);
    let name = text::pad(&text::clip(row.name, room), room);
    let state = text::pad(&text::clip(&state(row), columns.state), columns.state);
    let state = pen.paint(standing.style(), &state);
    let head = format!("{:deeper$}  {glyph} {name}  {state}  ", "");
    let indent = 8 + columns.name + columns.state;
    match best(row) {
        Some(proof) => {
            let (place, _) = page.place(&proof.location, columns.place);
            page.line(&format!("{head}{place}"));
        }
        None if options.verbose => page.line(&head),
        None if indent + text::columns(&row.reason) <= page.width => {
            page.hanging(&head, indent, &row.reason, DIM);
        }
        None => {
            page.line(&head);
            page.hanging("      ", 6, &row.reason, DIM);
        }
    }
    if options.verbose {
        details(page, row);
    }
}

/// Why, and every place that shows it.
fn details(page: &mut Page, row: &ControlStatus) {
    let head = format!("      {}  ", row.control);
    let columns = text::columns(&head);
    let head = page.pen.paint(DIM, &head);
    page.hanging(&head, columns, &row.reason, DIM);
    for proof in &row.evidence {
        let note = format!("{} {} {}", view::place(&proof.location), proof.verdict, proof.note);
        page.hanging("        ", 8, &note, DIM);
    }
}

/// What is in place and has no effect, or less, under what takes it away.
fn undermined(page: &mut Page, rows: &[&ControlStatus], columns: &Columns, options: &Options<'_>) {
    let hollow: Vec<_> =
        rows.iter().filter_map(|row| Some((view::undermined(row)?, *row))).collect();
    let mut headings: Vec<&String> = vec![];
    for (heading, _) in &hollow {
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    for wanted in headings {
        page.hanging("  ", 4, &format!("in place, but {wanted}:"), HOLLOW);
        for (_, row) in hollow.iter().filter(|(heading, _)| heading == wanted) {
            line(page, row, DEEPER, columns, options);
        }
    }
}

/// How many of the controls in place rest on something that was not looked at.
fn unverified(page: &mut Page, rows: &[&ControlStatus]) {
    let there = rows.iter().filter(|r| view::in_place(r));
    let open = there.filter(|r| r.effect == Effect::Unverified).count();
    if open > 0 {
        let note = format!(
            "the effect of {open} of these is not verified: controls that could void them were not assessed"
        );
        page.hanging("    ", 4, &note, DIM);
    }
}

/// A layer of which nothing was assessed: why, instead of the names of all its controls. `false` where some was.
fn unseen(page: &mut Page, rows: &[&ControlStatus]) -> bool {
    let which = Standing::NotAssessed;
    let open: Vec<_> =
        rows.iter().filter(|r| view::standing(r) != Standing::NotApplicable).collect();
    if open.is_empty() || open.iter().any(|r| view::standing(r) != which) {
        return false;
    }
    let mut reasons: Vec<(&str, usize)> = vec![];
    for row in &open {
        match reasons.iter_mut().find(|(reason, _)| *reason == row.reason) {
            Some((_, count)) => *count += 1,
            None => reasons.push((&row.reason, 1)),
        }
    }
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let most = reasons.first().map_or("", |(reason, _)| reason);
    let most = text::clause(most);
    let lead = if reasons.len() > 1 { "mostly: " } else { "" };
    let glyph = page.pen.paint(which.style(), page.pen.glyph(which));
    let body = format!(
        "none of its {} was assessed; {lead}{most} (--verbose lists them)",
        text::count(open.len(), "control")
    );
    page.hanging(&format!("  {glyph} "), 4, &body, DIM);
    true
}

/// All rows of one standing in one paragraph, the required ones first.
fn folded(page: &mut Page, rows: &[&ControlStatus], which: Standing, options: &Options<'_>) {
    let mut rows: Vec<_> = rows.iter().filter(|r| view::standing(r) == which).collect();
    if rows.is_empty() || (options.verbose && which == Standing::NotAssessed) {
        return;
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.requirement));
    let names: Vec<&str> = rows.iter().map(|r| r.name).collect();
    let glyph = page.pen.paint(which.style(), page.pen.glyph(which));
    let body = format!("{} ({}): {}", which.words(), rows.len(), names.join("; "));
    page.hanging(&format!("  {glyph} "), 4, &body, DIM);
}

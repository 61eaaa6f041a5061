//! The attack for a person at a terminal: the matrix, the ways step by step, what closes them.

use ringfort_vocab::attack::{
    Attack, AttackPath, Cell, Certainty, Cut, Decision, Exposure, Profile,
};

use crate::table::Page;
use crate::{
    Options,
    style::{BOLD, DIM, GREEN, RED, YELLOW},
    text,
};

/// Columns before the text of a hop.
const INDENT: usize = 6;
/// Ways told in full without `--verbose`.
const WAYS: usize = 10;

pub(super) fn render(attack: &Attack, options: &Options<'_>) -> String {
    let mut page = Page::new(options);
    matrix(&mut page, attack);
    ways(&mut page, attack, options);
    plan(&mut page, attack, options);
    bearing(&mut page, attack);
    closing(&mut page, attack);
    page.finish(options)
}

/// Who reaches what, one line for each goal that somebody reaches or that a control holds.
fn matrix(page: &mut Page, attack: &Attack) {
    page.title("ATTACKS", "which still succeed, despite the controls in place");
    simulation(page, attack);
    for entry in &attack.entries {
        let head = format!("  from {} ({})", entry.name, entry.id);
        page.line(&page.pen.paint(BOLD, &text::one_line(&head)));
        let own = || attack.matrix.iter().filter(|c| c.entry == entry.id);
        let (bare, told): (Vec<&Cell>, Vec<&Cell>) = own().partition(|c| is_bare(c));
        for cell in told {
            row(page, attack, cell);
        }
        if !bare.is_empty() {
            let names: Vec<&str> = bare.iter().map(|c| goal_name(&attack.goals, &c.goal)).collect();
            let head = format!("    {}  ", page.pen.paint(GREEN, "no way  "));
            let told = format!("in what was read to {}", names.join(", "));
            page.hanging(&head, 14, &told, DIM);
        }
    }
}

/// Closed, and no control needed to hold it.
fn is_bare(cell: &Cell) -> bool {
    cell.state == Exposure::Closed && cell.held_by.is_empty()
}

fn simulation(page: &mut Page, attack: &Attack) {
    let told =
        [("as if in place", &attack.simulation.with), ("as if absent", &attack.simulation.without)];
    for (what, controls) in told.into_iter().filter(|(_, c)| !c.is_empty()) {
        page.hanging("  ", 2, &format!("{what}: {}", controls.join(", ")), YELLOW);
    }
}

fn row(page: &mut Page, attack: &Attack, cell: &Cell) {
    let (word, style) = match cell.state {
        Exposure::Open => ("open", RED),
        Exposure::Possible => ("possible", YELLOW),
        Exposure::Closed => ("closed", GREEN),
    };
    let name = goal_name(&attack.goals, &cell.goal);
    let head =
        format!("    {}  {}", page.pen.paint(style, &text::pad(word, 8)), text::pad(&cell.goal, 4));
    let aside = match cell.state {
        Exposure::Open => String::new(),
        Exposure::Possible => cell.note.clone().map_or_else(String::new, |n| format!(": {n}")),
        Exposure::Closed => {
            let first = cell.held_by.first().map_or("", |held| held.control.as_str());
            format!(", held by {first}{}", more(cell.held_by.len()))
        }
    };
    page.hanging(&head, 18, &format!("{name}{aside}"), DIM);
}

fn more(all: usize) -> String {
    if all > 1 { format!(" and {} more", all - 1) } else { String::new() }
}

fn goal_name<'a>(goals: &'a [Profile], id: &'a str) -> &'a str {
    goals.iter().find(|g| g.id == id).map_or(id, |g| g.name.as_str())
}

/// The ways: the certain ones first, the easiest of each pair; alternates on request.
fn ways(page: &mut Page, attack: &Attack, options: &Options<'_>) {
    let mut shown: Vec<&AttackPath> =
        attack.paths.iter().filter(|p| options.verbose || p.rank == 0).collect();
    shown.sort_by_key(|p| std::cmp::Reverse(p.certainty));
    let keep = if options.verbose { shown.len() } else { WAYS };
    for (at, path) in shown.iter().take(keep).enumerate() {
        let told = shown.get(..at).unwrap_or(&[]);
        way(page, attack, path, known(told, path));
    }
    let rest = attack.paths.len().saturating_sub(keep.min(shown.len()));
    if rest > 0 {
        page.line("");
        page.line(&page.pen.paint(DIM, &format!("  and {rest} more ways, see --verbose")));
    }
}

/// The way among `told` that begins with the most hops of `path`, from the same entry, with their number; hops are told
/// once. One hop alone is not worth the look upwards.
fn known<'a>(told: &[&'a AttackPath], path: &AttackPath) -> Option<(&'a AttackPath, usize)> {
    let shared = |other: &AttackPath| {
        let pairs = other.steps.iter().zip(&path.steps);
        pairs.take_while(|(a, b)| a == b).count()
    };
    let own = told.iter().filter(|other| other.entry == path.entry);
    let best = own.map(|other| (*other, shared(other))).rev().max_by_key(|(_, hops)| *hops);
    best.filter(|(_, hops)| *hops > 1)
}

fn way(page: &mut Page, attack: &Attack, path: &AttackPath, known: Option<(&AttackPath, usize)>) {
    page.line("");
    let sure = if path.certainty == Certainty::Certain { "open" } else { "possible" };
    let entry = goal_name(&attack.entries, &path.entry);
    let goal = goal_name(&attack.goals, &path.goal);
    let alternate = if path.rank > 0 { ", another way" } else { "" };
    let head = format!("  {} to {} ({sure}{alternate}): {entry} to {goal}", path.entry, path.goal);
    page.hanging("", 0, &head, BOLD);
    if let Some((other, hops)) = known {
        page.hanging("   1. ", INDENT, &as_before(other, hops), DIM);
    }
    let first = known.map_or(0, |(_, hops)| hops);
    for (at, step) in path.steps.iter().enumerate().skip(first) {
        let head = format!("  {:>2}. ", at + 1);
        let told = format!("{} [{}, {}]", step.sentence, step.technique, step.layer.name());
        page.hanging(&head, INDENT, &told, anstyle::Style::new());
        for witness in step.evidence.iter().take(3) {
            let (place, columns) = page.place(&witness.location, page.width - INDENT);
            let head = format!("{:INDENT$}{place}  ", "");
            page.aside(&head, INDENT + columns + 2, &text::one_line(&witness.note), INDENT);
        }
        for unmoved in &step.unmoved {
            let told =
                format!("{} is there and does not stop it: {}", unmoved.control, unmoved.reason);
            page.hanging(&" ".repeat(INDENT), INDENT, &told, YELLOW);
        }
    }
    for unknown in &path.unknowns {
        page.hanging("      ? ", 8, unknown, DIM);
    }
}

/// The first hops of a way, where another way told them.
fn as_before(other: &AttackPath, hops: usize) -> String {
    let end = other.steps.get(hops - 1).map_or("", |step| step.to.as_str());
    let all = if hops == other.steps.len() { "all" } else { "the first" };
    format!("{all} {hops} hops as on the way to {}, up to {end}", other.goal)
}

/// The smallest set that closes everything, and for each pair what closes it alone.
fn plan(page: &mut Page, attack: &Attack, options: &Options<'_>) {
    let Some(plan) = &attack.plan else { return };
    page.title("THE PLAN", "the smallest set of controls that closes them, outermost first");
    if !plan.closable {
        page.hanging("  ", 2, "some way has no control on it that could be put in place", RED);
        for cut in attack.cuts.iter().filter(|c| c.closable) {
            pair(page, cut);
        }
        return;
    }
    for (at, decision) in plan.decisions.iter().enumerate() {
        step(page, at + 1, decision);
    }
    page.hanging("  ", 2, &proof(plan), DIM);
    for other in &plan.alternatives {
        let told = format!(
            "{}: {} (effort {})",
            words(other.kind),
            other.controls.join(", "),
            other.effort
        );
        page.hanging("  ", 2, &told, DIM);
    }
    if options.verbose {
        for cut in &attack.cuts {
            pair(page, cut);
        }
    }
}

fn words(kind: &str) -> &'static str {
    match kind {
        "cloud-and-cluster-only" => "with Cloud and Cluster alone",
        _ => "outermost layer first, whatever the effort",
    }
}

fn proof(cut: &Cut) -> String {
    if cut.proved {
        format!("effort {}; proved: no smaller set closes them", cut.effort)
    } else {
        format!(
            "effort {}; no set below {} closes them, the gap is not decided",
            cut.effort, cut.lower_bound
        )
    }
}

fn step(page: &mut Page, number: usize, decision: &Decision) {
    let layer = text::pad(decision.layer.name(), 9);
    let head = format!("  {number:>2}. {}  ", page.pen.paint(BOLD, &layer));
    let target =
        if decision.target.is_empty() { String::new() } else { format!(" ({})", decision.target) };
    page.hanging(&head, 17, &format!("{}{target}", decision.action), BOLD);
    if let Some(witness) = decision.evidence.first() {
        let (place, columns) = page.place(&witness.location, page.width - 17);
        let places = decision.evidence.len();
        let aside = format!(
            "{}{}",
            decision.control,
            if places > 1 { format!(", {places} places") } else { String::new() }
        );
        page.aside(&format!("{:17}{place}  ", ""), 19 + columns, &aside, 17);
    } else {
        page.hanging(&" ".repeat(17), 17, &decision.control, DIM);
    }
}

fn pair(page: &mut Page, cut: &Cut) {
    let what = if cut.closable { cut.controls.join(", ") } else { "nothing closes it".to_owned() };
    page.hanging("  ", 2, &format!("{} to {}: {what}", cut.entry, cut.goal), DIM);
}

fn bearing(page: &mut Page, attack: &Attack) {
    if attack.load_bearing.is_empty() {
        return;
    }
    page.title("LOAD-BEARING", "controls in place that hold a way closed by themselves");
    for control in &attack.load_bearing {
        let pairs: Vec<String> =
            control.opens.iter().map(|o| format!("{} to {}", o.entry, o.goal)).collect();
        page.hanging(
            "  ",
            2,
            &format!("{}: without it {} opens", control.control, pairs.join(", ")),
            DIM,
        );
    }
}

fn closing(page: &mut Page, attack: &Attack) {
    let count = |state: Exposure| attack.matrix.iter().filter(|c| c.state == state).count();
    page.line("");
    let told = format!(
        "{} open, {} possible, {} closed, judged as {}; try --simulate without=CONTROL, --why-not GOAL, --from ENTRY",
        count(Exposure::Open),
        count(Exposure::Possible),
        count(Exposure::Closed),
        attack.environment.name()
    );
    page.hanging("", 0, &told, BOLD);
}

/// Why `goals` are closed: the controls that hold them, with their places.
pub(super) fn why_not(attack: &Attack, goals: &[String], options: &Options<'_>) -> String {
    let mut page = Page::new(options);
    for cell in attack.matrix.iter().filter(|c| goals.contains(&c.goal)) {
        let name = goal_name(&attack.goals, &cell.goal);
        let head = format!("{} to {} ({name})", cell.entry, cell.goal);
        match cell.state {
            Exposure::Closed if cell.held_by.is_empty() => {
                page.hanging(
                    "",
                    0,
                    &format!("{head}: no way to it in what was read, with or without controls"),
                    BOLD,
                );
            }
            Exposure::Closed => {
                page.hanging("", 0, &format!("{head}: closed, held by"), BOLD);
                for held in &cell.held_by {
                    page.hanging("  ", 2, &format!("{} in {}", held.control, held.scope), GREEN);
                    for witness in &held.evidence {
                        let (place, columns) = page.place(&witness.location, page.width - 4);
                        page.aside(
                            &format!("    {place}  "),
                            columns + 6,
                            &text::one_line(&witness.note),
                            4,
                        );
                    }
                }
            }
            Exposure::Open | Exposure::Possible => {
                page.hanging("", 0, &format!("{head}: not closed"), RED);
                if let Some(path) =
                    attack.paths.iter().find(|p| p.entry == cell.entry && p.goal == cell.goal)
                {
                    way(&mut page, attack, path, None);
                }
            }
        }
    }
    page.finish(options)
}

//! The attack for a person at a terminal: the matrix, the ways step by step, what closes them.

use std::collections::BTreeSet;

use ringfort_vocab::attack::{Attack, AttackPath, AttackStep, Cell, Cut, Decision, Exposure};

use super::groups;
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

/// Who reaches what: goals that stand the same way for the same reason in one line.
fn matrix(page: &mut Page, attack: &Attack) {
    page.title("ATTACKS", "which still succeed, despite the controls in place");
    simulation(page, attack);
    for entry in &attack.entries {
        let head = format!("  from {} ({})", entry.name, entry.id);
        page.line(&page.pen.paint(BOLD, &text::one_line(&head)));
        for cells in groups::of_entry(attack, &entry.id) {
            row(page, attack, &cells);
        }
    }
}

fn simulation(page: &mut Page, attack: &Attack) {
    let told =
        [("as if in place", &attack.simulation.with), ("as if absent", &attack.simulation.without)];
    for (what, controls) in told.into_iter().filter(|(_, c)| !c.is_empty()) {
        page.hanging("  ", 2, &format!("{what}: {}", controls.join(", ")), YELLOW);
    }
}

fn row(page: &mut Page, attack: &Attack, cells: &[&Cell]) {
    let Some(first) = cells.first() else { return };
    let style = match first.state {
        Exposure::Open => RED,
        Exposure::Possible => YELLOW,
        Exposure::Closed => GREEN,
    };
    let head = format!("    {}  ", page.pen.paint(style, &text::pad(groups::word(first), 8)));
    page.hanging(&head, 14, &groups::goals(attack, cells), anstyle::Style::new());
    let reason = groups::reason(first);
    if !reason.is_empty() {
        let head = if first.state == Exposure::Possible { "? " } else { "" };
        page.hanging(&format!("{:14}{head}", ""), 14 + head.len(), &reason, DIM);
    }
}

/// The ways: the certain ones first, the easiest of each pair; alternates on request. One that leads to several goals is
/// told once.
fn ways(page: &mut Page, attack: &Attack, options: &Options<'_>) {
    let mut wanted: Vec<&AttackPath> =
        attack.paths.iter().filter(|p| options.verbose || p.rank == 0).collect();
    wanted.sort_by_key(|p| std::cmp::Reverse(p.certainty));
    let shown = groups::together(&wanted);
    let keep = if options.verbose { shown.len() } else { WAYS };
    let mut said = BTreeSet::new();
    for (at, paths) in shown.iter().take(keep).enumerate() {
        let told: Vec<&AttackPath> =
            shown.iter().take(at).filter_map(|p| p.first().copied()).collect();
        let known = paths.first().and_then(|path| known(&told, path));
        way(page, attack, paths, known, &mut said);
    }
    let told: usize = shown.iter().take(keep).map(Vec::len).sum();
    let rest = attack.paths.len().saturating_sub(told);
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

/// Which controls were said not to stop which technique: once is enough.
type Said = BTreeSet<(String, String)>;

/// One way, with all that it leads to.
fn way(
    page: &mut Page,
    attack: &Attack,
    paths: &[&AttackPath],
    known: Option<(&AttackPath, usize)>,
    said: &mut Said,
) {
    let Some(path) = paths.first() else { return };
    page.line("");
    page.hanging("", 0, &groups::heading(attack, paths, path), BOLD);
    if let Some((other, hops)) = known {
        page.hanging("   1. ", INDENT, &as_before(other, hops), DIM);
    }
    let first = known.map_or(0, |(_, hops)| hops);
    for (at, step) in path.steps.iter().enumerate().skip(first) {
        hop(page, at + 1, step, said);
    }
    for unknown in &path.unknowns {
        page.hanging("      ? ", 8, unknown, DIM);
    }
}

fn hop(page: &mut Page, number: usize, step: &AttackStep, said: &mut Said) {
    let head = format!("  {number:>2}. ");
    let told = format!("{} [{}, {}]", step.sentence, step.technique, step.layer.name());
    page.hanging(&head, INDENT, &told, anstyle::Style::new());
    for witness in step.evidence.iter().take(3) {
        let (place, columns) = page.place(&witness.location, page.width - INDENT);
        let head = format!("{:INDENT$}{place}  ", "");
        page.aside(&head, INDENT + columns + 2, &text::one_line(&witness.note), INDENT);
    }
    if let Some(section) = step.by_default.as_ref().filter(|_| step.evidence.is_empty()) {
        page.hanging(&" ".repeat(INDENT), INDENT, &format!("by default: {section}"), DIM);
    }
    for unmoved in &step.unmoved {
        if !said.insert((step.technique.clone(), unmoved.control.clone())) {
            continue;
        }
        let told = format!("{} is there and does not stop it: {}", unmoved.control, unmoved.reason);
        page.hanging(&" ".repeat(INDENT), INDENT, &told, YELLOW);
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
        let name = groups::goal_name(&attack.goals, &cell.goal);
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
                    way(&mut page, attack, &[path], None, &mut BTreeSet::new());
                }
            }
        }
    }
    page.finish(options)
}

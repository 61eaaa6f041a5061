//! The attack in a few lines, for the report of a scan.

use ringfort_vocab::attack::{Attack, AttackPath, Certainty, Exposure};

use crate::table::Page;
use crate::{
    style::{DIM, GREEN, RED, YELLOW},
    text,
};

/// Ways that are told.
const WAYS: usize = 3;

/// Writes the section.
pub(crate) fn section(page: &mut Page, attack: &Attack) {
    page.title("ATTACKS", "which still succeed, despite the controls in place");
    let mut ways: Vec<&AttackPath> = attack.paths.iter().filter(|p| p.rank == 0).collect();
    ways.sort_by_key(|p| (std::cmp::Reverse(p.certainty), p.steps.len()));
    if ways.is_empty() {
        page.hanging("  ", 2, "none was found, from the Internet or from a breached pod", GREEN);
        return;
    }
    for path in ways.iter().take(WAYS) {
        way(page, attack, path);
    }
    let count = |state: Exposure| attack.matrix.iter().filter(|c| c.state == state).count();
    let told = format!(
        "{} open, {} possible, {} closed: `ringfort attack` tells every step, and what closes them",
        count(Exposure::Open),
        count(Exposure::Possible),
        count(Exposure::Closed)
    );
    page.hanging("  ", 2, &told, DIM);
}

fn way(page: &mut Page, attack: &Attack, path: &AttackPath) {
    let goal = attack.goals.iter().find(|g| g.id == path.goal).map_or("", |g| g.name.as_str());
    let entry = attack.entries.iter().find(|e| e.id == path.entry).map_or("", |e| e.name.as_str());
    let (word, style) = match path.certainty {
        Certainty::Certain => ("open", RED),
        Certainty::Possible => ("possible", YELLOW),
    };
    let head = format!("  {}  ", page.pen.paint(style, &text::pad(word, 8)));
    let hops: Vec<&str> = path.steps.iter().map(|s| s.title.as_str()).collect();
    page.hanging(
        &head,
        12,
        &format!("{entry} to {goal}: {}", hops.join(", then ")),
        anstyle::Style::new(),
    );
}

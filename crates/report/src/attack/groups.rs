//! What is told together: goals that stand the same way for the same reason, ways of the same hops.

use ringfort_vocab::attack::{Attack, AttackPath, Cell, Certainty, Exposure, Profile};

/// Cells in the order of their states, the worst first, those together that are so for the same reason.
fn alike<'a>(cells: impl Iterator<Item = &'a Cell>) -> Vec<Vec<&'a Cell>> {
    let mut groups: Vec<Vec<&Cell>> = vec![];
    for cell in cells {
        let same = |group: &&mut Vec<&Cell>| {
            group.first().is_some_and(|c| (c.state, reason(c)) == (cell.state, reason(cell)))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(cell),
            None => groups.push(vec![cell]),
        }
    }
    let rank = |group: &Vec<&Cell>| group.first().map(|c| (std::cmp::Reverse(c.state), is_bare(c)));
    groups.sort_by_key(rank);
    groups
}

/// Why a cell is as it is, in a clause.
pub(super) fn reason(cell: &Cell) -> String {
    match cell.state {
        Exposure::Closed if !is_bare(cell) => {
            let first = cell.held_by.first().map_or("", |held| held.control.as_str());
            format!("held by {first}{}", more(cell.held_by.len()))
        }
        Exposure::Closed if cell.note.as_deref() == Some(UNREAD) => String::new(),
        Exposure::Open => String::new(),
        Exposure::Possible | Exposure::Closed => cell.note.clone().unwrap_or_default(),
    }
}

/// What is said of a goal to which nothing leads, where the word itself says it.
const UNREAD: &str = "no way to it in what was read";

/// Every cell of `entry`, those together that are so for the same reason.
pub(super) fn of_entry<'a>(attack: &'a Attack, entry: &str) -> Vec<Vec<&'a Cell>> {
    alike(attack.matrix.iter().filter(|c| c.entry == entry))
}

/// The word for how the cell is.
pub(super) fn word(cell: &Cell) -> &'static str {
    match cell.state {
        Exposure::Open => "open",
        Exposure::Possible => "possible",
        Exposure::Closed if is_bare(cell) => "no way",
        Exposure::Closed => "closed",
    }
}

/// The goals of `cells`, in words with their ids.
pub(super) fn goals(attack: &Attack, cells: &[&Cell]) -> String {
    let named = |c: &&Cell| format!("{} {}", c.goal, goal_name(&attack.goals, &c.goal));
    cells.iter().map(named).collect::<Vec<String>>().join(", ")
}

/// Closed, and no control needed to hold it.
fn is_bare(cell: &Cell) -> bool {
    cell.state == Exposure::Closed && cell.held_by.is_empty()
}

fn more(all: usize) -> String {
    if all > 1 { format!(" and {} more", all - 1) } else { String::new() }
}

/// The words of an entry or a goal.
pub(super) fn goal_name<'a>(goals: &'a [Profile], id: &'a str) -> &'a str {
    goals.iter().find(|g| g.id == id).map_or(id, |g| g.name.as_str())
}

/// Ways of the same hops from the same entry, whatever they lead to.
pub(super) fn together<'a>(paths: &[&'a AttackPath]) -> Vec<Vec<&'a AttackPath>> {
    let mut groups: Vec<Vec<&AttackPath>> = vec![];
    for path in paths {
        let same = |other: &AttackPath| {
            (&other.entry, other.certainty, &other.steps, &other.unknowns)
                == (&path.entry, path.certainty, &path.steps, &path.unknowns)
        };
        match groups.iter_mut().find(|g| g.first().is_some_and(|other| same(other))) {
            Some(group) => group.push(path),
            None => groups.push(vec![path]),
        }
    }
    groups
}

/// What a way leads from and to, in ids and in words: `A0 to G1, G2 (open): the Internet, anonymous to ...`.
pub(super) fn heading(attack: &Attack, paths: &[&AttackPath], path: &AttackPath) -> String {
    let sure = if path.certainty == Certainty::Certain { "open" } else { "possible" };
    let alternate = if paths.iter().all(|p| p.rank > 0) { ", another way" } else { "" };
    let ids: Vec<&str> = paths.iter().map(|p| p.goal.as_str()).collect();
    let names: Vec<&str> = ids.iter().map(|id| goal_name(&attack.goals, id)).collect();
    let entry = goal_name(&attack.entries, &path.entry);
    let (ids, names) = (ids.join(", "), names.join(", "));
    format!("{} to {ids} ({sure}{alternate}): {entry} to {names}", path.entry)
}

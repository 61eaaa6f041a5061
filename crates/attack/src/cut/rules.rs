//! Rules in the small: flat, sorted, each once, and with positions merged that the same rules give.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::horn::{Atom, Decision};

/// How often positions are merged at most; each round only makes the next one smaller.
const ROUNDS: usize = 12;

/// Rules "whoever holds all of `body` gains `head`, unless one of `decisions` is taken".
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    /// For each rule where it stands in `items`.
    rows: Vec<(u32, u32)>,
    /// For each rule its head, the length of its body, its body, its decisions; both ascending.
    items: Vec<u32>,
}

/// One rule.
#[derive(Clone, Copy)]
pub(super) struct Rule<'a> {
    pub(super) head: Atom,
    pub(super) body: &'a [Atom],
    pub(super) decisions: &'a [Decision],
}

impl Rules {
    /// Adds a rule; one that needs what it gives says nothing and is left out.
    pub(super) fn add(&mut self, head: Atom, body: &mut Vec<Atom>, decisions: &mut Vec<Decision>) {
        for list in [&mut *body, &mut *decisions] {
            list.sort_unstable();
            list.dedup();
        }
        if body.contains(&head) {
            return;
        }
        let start = self.items.len() as u32;
        self.items.extend([head, body.len() as u32]);
        self.items.extend_from_slice(body);
        self.items.extend_from_slice(decisions);
        self.rows.push((start, self.items.len() as u32));
    }

    /// Every rule, ascending by head once they are sorted.
    fn iter(&self) -> impl Iterator<Item = Rule<'_>> {
        self.rows.iter().filter_map(|row| rule(self.text(*row)))
    }

    /// The rules that give `head`; they must be sorted.
    pub(super) fn of(&self, head: Atom) -> impl Iterator<Item = Rule<'_>> {
        let own = |row: &(u32, u32)| self.text(*row).first().copied().unwrap_or(0);
        let start = self.rows.partition_point(|row| own(row) < head);
        let rows = self.rows.iter().skip(start).take_while(move |row| own(row) == head);
        rows.filter_map(|row| rule(self.text(*row)))
    }

    /// The rules of each head, in order.
    fn groups(&self) -> impl Iterator<Item = (Atom, &[(u32, u32)])> {
        let head = |row: &(u32, u32)| self.text(*row).first().copied().unwrap_or(0);
        let groups = self.rows.chunk_by(move |a, b| head(a) == head(b));
        groups.filter_map(move |g| Some((head(g.first()?), g)))
    }

    /// Sorted, each rule once.
    pub(super) fn sorted(mut self) -> Self {
        let items = &self.items;
        let text = |(a, b): &(u32, u32)| items.get(*a as usize..*b as usize).unwrap_or(&[]);
        self.rows.sort_unstable_by(|a, b| text(a).cmp(text(b)));
        self.rows.dedup_by(|a, b| text(a) == text(b));
        self
    }

    /// The same rules with positions merged that the same rules give, or that stand for one another. Each
    /// of `goals` is renamed with them. Rules must be sorted.
    pub(super) fn merged(mut self, goals: &mut [Atom]) -> Self {
        for _ in 0..ROUNDS {
            let names = self.names();
            if names.is_empty() {
                break;
            }
            let name = |atom: Atom| names.get(&atom).copied().unwrap_or(atom);
            for goal in &mut *goals {
                *goal = name(*goal);
            }
            self = self.renamed(&name).sorted();
        }
        self
    }

    /// New names for positions that say what another says: it has the same rules, or its only rule is "who holds
    /// the other". Chains are followed to their end.
    fn names(&self) -> HashMap<Atom, Atom, FxBuildHasher> {
        let mut first: HashMap<Vec<u32>, Atom, FxBuildHasher> = HashMap::default();
        let mut names: HashMap<Atom, Atom, FxBuildHasher> = HashMap::default();
        for (head, rows) in self.groups() {
            if let Some(other) = self.alias(rows) {
                names.insert(head, other);
                continue;
            }
            let said = rows.iter().flat_map(|row| self.tail(*row)).collect();
            let same = *first.entry(said).or_insert(head);
            if same != head {
                names.insert(head, same);
            }
        }
        let ends: Vec<(Atom, Atom)> = names.keys().map(|a| (*a, end(&names, *a))).collect();
        ends.into_iter().filter(|(a, b)| a != b).collect()
    }

    /// The position that the only rule of a head names, with nothing in the way.
    fn alias(&self, rows: &[(u32, u32)]) -> Option<Atom> {
        let [row] = rows else { return None };
        let rule = rule(self.text(*row))?;
        let [only] = rule.body else { return None };
        rule.decisions.is_empty().then_some(*only)
    }

    /// What a rule says beside its head, with its length before it.
    fn tail(&self, row: (u32, u32)) -> impl Iterator<Item = u32> + '_ {
        let text = self.text(row);
        std::iter::once(text.len() as u32).chain(text.iter().skip(1).copied())
    }

    fn renamed(&self, name: &dyn Fn(Atom) -> Atom) -> Self {
        let mut rules = Self::default();
        let (mut body, mut decisions) = (vec![], vec![]);
        // Of merged heads the first speaks for all: their rules are the same.
        for rule in self.iter().filter(|r| name(r.head) == r.head) {
            body.clear();
            body.extend(rule.body.iter().map(|b| name(*b)));
            decisions.clear();
            decisions.extend_from_slice(rule.decisions);
            rules.add(rule.head, &mut body, &mut decisions);
        }
        rules
    }

    fn text(&self, (a, b): (u32, u32)) -> &[u32] {
        self.items.get(a as usize..b as usize).unwrap_or(&[])
    }
}

fn rule(text: &[u32]) -> Option<Rule<'_>> {
    let (head, rest) = text.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (body, decisions) = rest.split_at_checked(*length as usize)?;
    Some(Rule { head: *head, body, decisions })
}

/// Where the chain of names from `atom` ends; the least of a circle, which stands for all of it.
fn end(names: &HashMap<Atom, Atom, FxBuildHasher>, atom: Atom) -> Atom {
    let (mut at, mut steps) = (atom, 0);
    while let Some(next) = names.get(&at).copied().filter(|_| steps < names.len()) {
        (at, steps) = (next, steps + 1);
    }
    at
}

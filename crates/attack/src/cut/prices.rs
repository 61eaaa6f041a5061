//! Prices on cores: what every solution has to pay at least, by dual ascent.
//!
//! Each core may be given a price, as long as no decision is asked for more than its weight by all cores it is in
//! together. The sum of the prices is a lower bound on every solution (linear programming duality); decisions whose
//! whole weight is asked for are a good first solution.

use std::collections::BTreeMap;

use crate::horn::Decision;

/// What is left of the weight of each decision, and what was priced so far.
pub(super) struct Prices<'a> {
    weight: &'a dyn Fn(Decision) -> u64,
    asked: BTreeMap<Decision, u64>,
    total: u64,
}

impl<'a> Prices<'a> {
    /// Nothing priced yet.
    pub(super) fn new(weight: &'a dyn Fn(Decision) -> u64) -> Self {
        Self { weight, asked: BTreeMap::new(), total: 0 }
    }

    /// The sum of the prices: no set that meets every core weighs less.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// Raises the price of `core` as far as it goes; the decisions of it that are paid for then.
    pub(super) fn raise(&mut self, core: &[Decision]) -> Vec<Decision> {
        let price = core.iter().map(|d| self.rest(*d)).min().unwrap_or(0);
        self.total = self.total.saturating_add(price);
        for d in core {
            *self.asked.entry(*d).or_default() += price;
        }
        core.iter().copied().filter(|d| self.rest(*d) == 0).collect()
    }

    fn rest(&self, d: Decision) -> u64 {
        (self.weight)(d).saturating_sub(self.asked.get(&d).copied().unwrap_or(0))
    }
}

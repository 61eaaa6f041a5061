//! The contract of a technique: one rule of the catalogue, grounded from facts.

use ringfort_vocab::Layer;

use crate::ground::Ground;

/// A technique.
#[derive(Clone, Copy)]
pub struct Technique {
    /// Its id in the catalogue: `E03`, `N01`.
    pub id: &'static str,
    /// What it does, in a few words.
    pub title: &'static str,
    /// The layer that it takes place in.
    pub layer: Layer,
    /// Techniques of MITRE ATT&CK: `T1611`.
    pub attack: &'static [&'static str],
    /// The hop in one sentence. `{from}`, `{to}` and `{detail}` are filled in, and `{gain}`: what the attacker then does
    /// (`runs code in ...`).
    pub sentence: &'static str,
    /// Its page, which holds its tests.
    pub page: &'static str,
    /// Adds the rule instances that the facts give.
    pub ground: fn(&mut Ground<'_>),
}

//! The catalogue of controls, nullification, and the fold from verdicts to statuses.
//!
//! - [`catalogue`](catalogue()): the controls, what voids what, and the first step towards each.
//! - [`fold()`]: from what checks said to the map (design, section 4).
//! - [`root_causes`], [`next_steps`], [`weakest_layer`]: from the map to what a person does.
//! - [`classify()`]: which layer and control a sentence is about.
//! - [`checklist()`]: what a stack needs, outermost layer first.
//! - [`frameworks()`], [`requirements()`]: from what checks said to the requirements of benchmarks and guides.
//! - [`explain()`]: why a control or layer is there.

mod catalogue;
mod checklist;
mod classify;
mod explain;
mod fold;
mod frameworks;
mod governs;
mod nullify;
mod steps;
#[cfg(test)]
mod tests;
mod tsv;

pub use catalogue::{Catalogue, ExampleCheck, catalogue};
pub use checklist::{Checklist, ChecklistRow, UnknownWord, checklist, stack_words};
pub use classify::{Classification, classify};
pub use explain::{ControlPage, Explanation, LayerPage, Link, explain, nearest_subject};
pub use fold::{
    CoveredElsewhere, Decision, FoldInput, Governed, Map, Outcome, Ruling, Settings, fold,
};
pub use frameworks::{
    Clause, Framework, FrameworkInput, Only as ClauseOnly, framework, frameworks, requirements,
};
pub use governs::{Thing, governs};
pub use nullify::{Condition, Degree, Nullification, Only};
pub use ringfort_vocab::nearest;
pub use steps::{Weakest, next_steps, root_causes, voids, weakest_layer};

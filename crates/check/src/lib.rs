//! The contract of a check. Floor 4.
//!
//! A check is a type that implements [`Check`]: its [`Meta`], the kind of [`Subject`] it looks at,
//! and a function from one subject to a [`Verdict`]. [`AnyCheck::of`] erases the type, so that a
//! registry is a plain list. The engine enumerates the subjects; counts of pass, fail, unknown and
//! not-applicable come for free.

mod any;
mod scene;
mod subject;
mod subjects;
mod verdict;

pub use any::{AnyCheck, Outcome, Ruling, RulingKind};
pub use ringfort_facts::{self as facts, Facts};
pub use ringfort_model::{self as model, Value};
pub use ringfort_source::{At, Edit, Kind, Node, Span};
pub use ringfort_vocab::{
    Basis, Confidence, Declared, Environment, Evidence, Failure, Layer, Meta, Safety, Severity,
};
pub use scene::Scene;
pub use subject::{Check, Subject};
pub use subjects::Project;
pub use verdict::Verdict;

//! The words of the product, as plain owned data. Floor 2: it knows sources and nothing else.
//!
//! Two kinds of place occur. Below the report everything points with a [`ringfort_source::Span`]
//! ([`Evidence`], [`Failure`]); the engine makes each concrete once, and what a report sees
//! ([`Assessment`] and all in it) holds [`Location`]s with file and line.

mod assessment;
pub mod attack;
mod check;
mod control;
mod coverage;
mod evidence;
mod finding;
pub mod framework;
mod layer;
mod nearest;
mod notice;
mod settings;
mod status;

pub use assessment::{Assessment, Counts, NextStep, RootCause, SCHEMA_VERSION, Summary};
pub use check::{CheckId, Confidence, Meta};
pub use control::{Control, ControlId, Requirement};
pub use coverage::{Coverage, FileCoverage, FileState};
pub use evidence::{Basis, Evidence, Failure, Related};
pub use finding::{Edit, Finding, Fix, Location, Reference, Safety, Suppressed};
pub use layer::{Layer, Severity};
pub use nearest::{did_you_mean, nearest};
pub use notice::{Notice, NoticeKind};
pub use settings::{Declared, Environment};
pub use status::{Assets, ControlStatus, Effect, Proof, Status, Undermined};

//! The pipeline: one function, one line per stage. Floor 6.
//!
//! [`assess`] goes from a [`World`] to an [`Assessment`](ringfort_vocab::Assessment); every stage takes input and returns a value.

mod admission;
mod assess;
mod attack;
mod environments;
mod findings;
mod frameworks;
mod governed;
mod judge;
mod platform;
mod read;
mod registry;
mod request;
mod statuses;
mod suppressions;

pub use admission::{AdmissionPolicy, KINDS, VARIABLES, admission_policies};
pub use assess::assess;
pub use attack::{AttackRequest, attack, entry, goal};
pub use frameworks::report;
pub use read::{Read, read};
pub use registry::{check, known, registry};
pub use request::{Given, Request};
pub use ringfort_ingest::{Disk, Memory, RenderWith, World};

//! The attack: which attacks still succeed, and the smallest set of controls that stops them. Floor 5.
//!
//! Each technique of the catalogue grounds rule instances from facts ([`Technique`]); [`attack`] asks them
//! what is open, by which ways, and what closes it. Instances are monotone and controls are guards on them,
//! so one grounding answers all questions, simulations included.

mod access_policies;
mod answer;
mod blind;
pub mod control;
mod cut;
mod effort;
mod flaws;
mod gain;
pub mod grants;
pub mod ground;
mod grounded;
mod horn;
pub mod jewels;
mod network;
mod numbered;
pub mod position;
pub mod profiles;
mod published;
mod run;
mod runs_as;
pub mod technique;
mod techniques;
mod version;

pub use run::{Answers, Ask, attack, evidence_of, soundness};
pub use technique::Technique;
pub use techniques::registry;

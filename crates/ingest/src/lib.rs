//! From the outside world to the model: discovery, detection, parsing, lowering. Floor 3.
//!
//! [`ingest`] reads a [`World`] and gives an [`Ingested`]: the texts, the [`ringfort_model::Model`],
//! a ledger that says of every file how far it was understood, and notices about what was not.

mod assemble;
mod charts;
mod cloudformation;
mod collected;
mod command;
mod compose;
mod detect;
mod disk;
pub mod dockerfile;
mod environment;
mod handed;
mod helm;
mod json;
pub mod kube;
mod ledger;
mod node_files;
mod node_setup;
mod overlays;
pub mod packages;
mod parse;
mod plain;
mod plan;
pub mod python;
mod read;
mod start_up;
mod terraform;
mod terraform_kube;
mod tools;
mod twins;
pub mod workflow;
mod world;
mod yaml;

pub use assemble::{Ingested, ingest};
pub use detect::Format;
pub use disk::Disk;
pub use environment::{Environments, Options};
pub use helm::Helm;
pub use ledger::Ledger;
pub use tools::{Ask, RenderWith, Tool};
pub use world::{Discovery, Found, Memory, World};

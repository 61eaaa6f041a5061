//! Derived relations over the model, each with its evidence. Floor 3.
//!
//! [`Facts`] owns the model and what follows from it. Checks read both through it and write nothing.

pub mod cloud;
pub mod code;
mod facts;
pub mod images;
pub mod kube;
pub mod nodes;
pub mod packages;
pub mod pipeline;
pub mod secrets;

pub use facts::Facts;
pub use ringfort_source::encoding;

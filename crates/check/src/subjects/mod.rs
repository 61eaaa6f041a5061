//! What each kind of subject enumerates, one file per part of the model.

mod cloud;
mod code;
mod component;
mod compose;
mod image;
mod kube;
mod node;
mod packages;
mod pipeline;
mod project;

pub use project::Project;

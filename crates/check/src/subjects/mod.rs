//! What each kind of subject enumerates, one file per part of the model.

mod cloud;
mod component;
mod code;
mod kube;
mod pipeline;
mod project;

pub use project::Project;

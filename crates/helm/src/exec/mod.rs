//! Running templates.

mod compare;
mod eval;
mod format;
mod library;
mod run;
mod walk;

pub(crate) use compare::{compare, deep, same};
pub(crate) use format::printf;
pub(crate) use library::Library;
pub(crate) use run::{Budget, Run};
pub(crate) use walk::Exec;

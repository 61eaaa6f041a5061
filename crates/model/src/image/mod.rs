//! Container images: what a reference names, and how a Dockerfile builds one.

mod dockerfile;
mod instruction;
mod reference;

pub use dockerfile::{Base, Dockerfile, EffectiveUser, Stage, is_root};
pub use instruction::{
    Command, CopyFrom, Flag, Healthcheck, Heredoc, Instruction, Join, KeyValue, Run, Step,
    Transfer, User, Word,
};
pub use reference::{Digest, ImageRef};

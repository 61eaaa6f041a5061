//! Settings from `ringfort.toml` and flags, and suppressions.
//!
//! - [`Settings`]: what the file says, merged with the flags ([`Overrides`]); every entry keeps its place.
//! - [`Known`]: the ids that exist, handed in by the caller: this crate depends on no concrete check.
//! - [`suppress`]: which findings a comment, an annotation or a settings entry covers.
//! - [`Date`], [`Glob`], [`nearest`]: the small tools they share.

mod date;
mod error;
mod glob;
mod known;
mod read;
mod reader;
mod settings;
pub mod suppress;
mod validate;
mod variables;

pub use date::Date;
pub use error::ConfigError;
pub use glob::Glob;
pub use known::Known;
pub use read::{parse_environment, parse_severity};
pub use ringfort_vocab::{did_you_mean, nearest};
pub use settings::{
    AcceptedRisk, Awareness, CoveredElsewhere, CrownJewel, FILE_NAME, Ignore, JewelKind, Overrides,
    PLATFORMS, Profile, Settings, Spanned,
};

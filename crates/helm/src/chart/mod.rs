//! Charts: their files, their dependencies, their values.

mod archive;
mod coalesce;
mod depend;
mod ignore;
mod load;
mod scope;
mod set;
mod values;

pub use archive::unpack;
pub(crate) use depend::resolve;
pub(crate) use load::{Chart, load};
pub(crate) use scope::{Scopes, Template};
pub(crate) use values::{given, open};

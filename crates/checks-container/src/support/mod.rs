//! What checks of this layer share.

pub(crate) mod base;
pub(crate) mod capabilities;
pub(crate) mod compose;
pub(crate) mod dapr;
pub(crate) mod dockerfile;
pub(crate) mod downloads;
pub(crate) mod image;
pub(crate) mod image_user;
pub(crate) mod invoked;
pub(crate) mod libraries;
pub(crate) mod packages;
pub(crate) mod paths;
pub(crate) mod pod;
pub(crate) mod probes;
pub(crate) mod profile;
pub(crate) mod resources;
pub(crate) mod volumes;

//! Between values and texts: YAML, JSON, TOML, base64.

pub(crate) mod base64;
pub(crate) mod decode;
pub(crate) mod json;
mod scalar;
pub(crate) mod toml;
pub(crate) mod yaml;

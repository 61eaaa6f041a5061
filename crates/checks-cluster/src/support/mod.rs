//! What several checks of this layer share.

pub(crate) mod accounts;
pub(crate) mod cidr;
pub(crate) mod ciphers;
pub(crate) mod credentials;
pub(crate) mod doors;
pub(crate) mod duration;
pub(crate) mod flags;
pub(crate) mod operators;
pub(crate) mod place;
pub(crate) mod powers;
pub(crate) mod rbac;
pub(crate) mod tokens;
pub(crate) mod traffic;

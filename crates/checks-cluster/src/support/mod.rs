//! What several checks of this layer share.

pub(crate) mod cidr;
pub(crate) mod doors;
pub(crate) mod operators;
pub(crate) mod place;
pub(crate) mod powers;
pub(crate) mod rbac;
pub(crate) mod traffic;

//! What several checks of this layer share.

pub(crate) mod accounts;
pub(crate) mod admission;
pub(crate) mod audit;
pub(crate) mod authentication;
pub(crate) mod cidr;
pub(crate) mod ciphers;
pub(crate) mod credentials;
pub(crate) mod dapr;
pub(crate) mod doors;
pub(crate) mod duration;
pub(crate) mod eks_logs;
pub(crate) mod encryption;
pub(crate) mod etcd;
pub(crate) mod flags;
pub(crate) mod node_files;
pub(crate) mod open;
pub(crate) mod operators;
pub(crate) mod place;
pub(crate) mod powers;
pub(crate) mod psa;
pub(crate) mod psp;
pub(crate) mod rbac;
pub(crate) mod releases;
pub(crate) mod routes;
pub(crate) mod tokens;
pub(crate) mod traffic;

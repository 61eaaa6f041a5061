//! What checks of several groups share.

pub(crate) mod aws_auth;
pub(crate) mod declared;
pub(crate) mod estate;
pub(crate) mod identity;
pub(crate) mod kube;
pub(crate) mod members;
pub(crate) mod settings;
pub(crate) mod world;

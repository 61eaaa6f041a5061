//! What several checks of this layer share.

pub(crate) mod apps;
pub(crate) mod calls;
pub(crate) mod cors;
pub(crate) mod credentials;
pub(crate) mod faults;
pub(crate) mod fixed;
pub(crate) mod guards;
pub(crate) mod names;
pub(crate) mod request;
pub(crate) mod sites;
pub(crate) mod urls;

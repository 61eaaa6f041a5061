//! What checks of several groups share.

pub(crate) mod address_range;
pub(crate) mod aws_auth;
pub(crate) mod aws_settings;
pub(crate) mod azure;
pub(crate) mod buckets;
pub(crate) mod companion;
pub(crate) mod declared;
pub(crate) mod ecs;
pub(crate) mod egress;
pub(crate) mod emr;
pub(crate) mod estate;
pub(crate) mod identity;
pub(crate) mod kube;
pub(crate) mod members;
pub(crate) mod nacl;
pub(crate) mod nsg;
pub(crate) mod own_key;
pub(crate) mod server_parameter;
pub(crate) mod settings;
pub(crate) mod trails;
pub(crate) mod tri;
pub(crate) mod world;

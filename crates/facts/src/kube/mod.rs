//! What follows from the Kubernetes objects: who sees whom, who may do what, what is reachable.

pub mod access;
pub mod admission;
mod built_in;
mod component;
mod consoles;
mod dapr;
mod deny;
mod exposure;
mod grants;
mod index;
mod isolation;
pub mod kubeconfig;
mod login;
pub mod mesh;
mod namespaces;
mod plugins;
pub mod pod_security;
pub mod rights;
pub mod routes;
mod tokens;
mod words;

pub(crate) use component::started_by;
pub use component::{Component, ComponentKind, Flag, Origin};
pub use consoles::{Console, Gives, console};
pub use dapr::{ComponentFile, component_file, component_item, is_dapr};
pub use deny::DefaultDeny;
pub use exposure::{Door, Exposure};
pub use grants::{Grant, RoleRef};
pub use index::KubeFacts;
pub use isolation::{Direction, Isolation};
pub use login::asks_for_login;
pub use namespaces::{
    Namespace, effective_namespace, is_system_namespace, namespace_of, share_namespace,
};
pub use plugins::{NetworkPlugin, network_plugins};
pub use ringfort_model::kube::{Object, Subject, SubjectKind, Workload};
pub use tokens::mounts_token;
pub use words::command_words;

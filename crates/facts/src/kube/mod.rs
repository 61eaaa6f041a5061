//! What follows from the Kubernetes objects: who sees whom, who may do what, what is reachable.

mod component;
mod deny;
mod exposure;
mod grants;
mod index;
mod isolation;
mod namespaces;
pub mod rights;

pub use component::{Component, ComponentKind, Flag, Origin};
pub use deny::DefaultDeny;
pub use exposure::{Door, Exposure};
pub use grants::{Grant, RoleRef};
pub use index::KubeFacts;
pub use isolation::{Direction, Isolation};
pub use namespaces::{Namespace, is_system_namespace};

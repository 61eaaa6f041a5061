//! Does anything enforce the policies? Without a network plugin that does, they are objects without effect
//! (Kubernetes documentation, "Network Policies", Prerequisites).

pub use ringfort_facts::kube::NetworkPlugin as Plugin;
use ringfort_facts::kube::network_plugins;

use crate::cluster::Cluster;

/// What the files show of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enforcement {
    /// A network plugin that enforces policies is installed or switched on.
    Enforced(Vec<Plugin>),
    /// A network plugin is installed, and it ignores policies.
    Ignored(Vec<Plugin>),
    /// Nothing shows which network plugin the cluster has.
    Unknown,
}

/// Looks for network plugins. One that only connects pods says nothing: another may stand beside it.
pub(crate) fn find(cluster: &Cluster<'_>) -> Enforcement {
    let found = network_plugins(&cluster.facts.model, &|object| cluster.sees(object));
    let (enforcing, rest): (Vec<Plugin>, Vec<Plugin>) =
        found.into_iter().partition(|p| p.enforces == Some(true));
    let ignoring: Vec<Plugin> = rest.into_iter().filter(|p| p.enforces == Some(false)).collect();
    match (enforcing.is_empty(), ignoring.is_empty()) {
        (false, _) => Enforcement::Enforced(enforcing),
        (true, false) => Enforcement::Ignored(ignoring),
        (true, true) => Enforcement::Unknown,
    }
}

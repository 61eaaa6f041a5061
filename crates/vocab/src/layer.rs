//! The four layers of the 4C model, and severities.

use serde::Serialize;

/// A layer of the 4C model of cloud native security, outermost first.
/// An inner layer does not matter while an outer one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// The provider: accounts, networks, keys, registries (or the workstation in development).
    Cloud,
    /// Kubernetes: API server, RBAC, policies, namespaces, nodes.
    Cluster,
    /// Images and the runtime settings of containers.
    Container,
    /// The application: source, dependencies, pipeline.
    Code,
}

impl Layer {
    /// All layers, outermost first.
    pub const ALL: [Layer; 4] = [Layer::Cloud, Layer::Cluster, Layer::Container, Layer::Code];

    /// The name as people write it: `Cloud`.
    pub const fn name(self) -> &'static str {
        match self {
            Layer::Cloud => "Cloud",
            Layer::Cluster => "Cluster",
            Layer::Container => "Container",
            Layer::Code => "Code",
        }
    }

    /// The name as ids write it: `cloud`.
    pub const fn slug(self) -> &'static str {
        match self {
            Layer::Cloud => "cloud",
            Layer::Cluster => "cluster",
            Layer::Container => "container",
            Layer::Code => "code",
        }
    }

    /// The layer of a name in any letter case.
    pub fn parse(text: &str) -> Option<Layer> {
        Layer::ALL.into_iter().find(|l| l.slug().eq_ignore_ascii_case(text))
    }
}

/// How bad a finding is, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing, costs nothing by itself.
    Info,
    /// Good practice that is missing.
    Low,
    /// Weakens a layer.
    Medium,
    /// Opens a layer to someone who is already near.
    High,
    /// Opens a layer by itself.
    Critical,
}

impl Severity {
    /// All severities, worst first.
    pub const WORST_FIRST: [Severity; 5] =
        [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

    /// The name as flags and reports write it: `critical`.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }

    /// The severity of a name in any letter case.
    pub fn parse(text: &str) -> Option<Severity> {
        Severity::WORST_FIRST.into_iter().find(|s| s.name().eq_ignore_ascii_case(text))
    }
}

//! Why a rendered value is not known.

/// The causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// Made anew at every installation.
    Random,
    /// The time of rendering.
    Now,
    /// A key or certificate made at installation.
    Generated,
    /// A value that the chart demands and no values file gives.
    Required,
    /// A value that another tool hands over, and that is not known before it runs.
    Given,
    /// The namespace a release is installed into.
    Namespace,
    /// The answer of a name server.
    Network,
}

impl Doubt {
    /// Is what is not known a text all the same, and not an empty one?
    pub(crate) const fn leaves_a_text(self) -> bool {
        matches!(self, Doubt::Random | Doubt::Now | Doubt::Generated | Doubt::Namespace)
    }

    /// What to do so that it is known.
    pub(crate) const fn next(self) -> &'static str {
        match self {
            Doubt::Required => "give the value in a values file",
            _ => "scan what `helm template` renders too",
        }
    }

    /// The cause as a report says it.
    pub(crate) const fn cause(self) -> &'static str {
        match self {
            Doubt::Random => "made at random when the chart is installed",
            Doubt::Now => "depends on when the chart is rendered",
            Doubt::Generated => "a key or certificate that is made when the chart is installed",
            Doubt::Required => "the chart demands this value and no values file gives it",
            Doubt::Given => "the value that is handed to the chart is not known",
            Doubt::Namespace => "the namespace is chosen when the chart is installed",
            Doubt::Network => "depends on a name server",
        }
    }
}

//! Why a template could not be rendered.

use ringfort_source::Span;

/// An error of a template: the cause, and the innermost place that is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) at: Option<Span>,
    /// Was a bound hit? Then nothing more of the chart is rendered.
    pub(crate) limit: bool,
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), at: None, limit: false }
    }

    /// A bound that was hit.
    pub(crate) fn limit(message: impl Into<String>) -> Self {
        Self { limit: true, ..Self::new(message) }
    }

    /// The fault with `at` where it has no place yet.
    pub(crate) fn at(mut self, at: Option<Span>) -> Self {
        self.at = self.at.or(at);
        self
    }
}

impl From<String> for Fault {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

impl From<&str> for Fault {
    fn from(message: &str) -> Self {
        Self::new(message)
    }
}

//! What a verdict rests on, still in spans.

use std::borrow::Cow;

use ringfort_source::{Edit, Span};
use serde::Serialize;

use crate::Safety;

/// How a value came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Nothing is written: the platform's documented default holds.
    ProviderDefault,
    /// Written in a file that was read.
    Declared,
    /// Seen on a running system, or in what a tool measured there.
    Observed,
}

/// A place with a sentence: why a check passed or could not decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The place.
    pub at: Span,
    /// What stands there, in a short sentence without a full stop.
    pub note: Cow<'static, str>,
    /// How it is known.
    pub basis: Basis,
}

impl Evidence {
    /// Declared evidence at `at`.
    pub fn new(at: Span, note: impl Into<Cow<'static, str>>) -> Self {
        Self { at, note: note.into(), basis: Basis::Declared }
    }

    /// Evidence that rests on a platform default; `at` is where one would set it.
    pub fn default(at: Span, note: impl Into<Cow<'static, str>>) -> Self {
        Self { at, note: note.into(), basis: Basis::ProviderDefault }
    }

    /// Evidence from a measurement (a scan report, an export of a running system).
    pub fn observed(at: Span, note: impl Into<Cow<'static, str>>) -> Self {
        Self { at, note: note.into(), basis: Basis::Observed }
    }
}

/// Another place that takes part in a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The place.
    pub at: Span,
    /// Its part in the finding: "bound to cluster-admin here".
    pub note: Cow<'static, str>,
    /// The resource that stands there (`ClusterRole//admin`), where it has a name.
    pub resource: Option<String>,
}

/// One thing that is wrong, as a check says it. The engine turns it into a [`crate::Finding`].
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Where: the line a person would change, or the object that lacks it.
    pub at: Span,
    /// What is wrong here, with the names and values of this case, one sentence without a full stop.
    pub message: String,
    /// Other places that take part.
    pub related: Vec<Related>,
    /// The resource, if it is not the check's subject itself.
    pub resource: Option<String>,
    /// What tells several failures of one check on one resource apart (a container's name): part of the fingerprint.
    pub key: Option<String>,
    /// Edits that mend it.
    pub fix: Option<(String, Vec<Edit>, Safety)>,
}

impl Failure {
    /// A failure at `at`.
    pub fn new(at: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { at, message, related: vec![], resource: None, key: None, fix: None }
    }

    /// The same, told apart by `key`.
    #[must_use]
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// The same on another resource than the subject.
    #[must_use]
    pub fn on(self, resource: impl Into<String>) -> Self {
        Self { resource: Some(resource.into()), ..self }
    }

    /// The same with one more related place.
    #[must_use]
    pub fn related(mut self, at: Span, note: impl Into<Cow<'static, str>>) -> Self {
        self.related.push(Related { at, note: note.into(), resource: None });
        self
    }

    /// The same with one more related resource.
    #[must_use]
    pub fn related_to(
        mut self,
        at: Span,
        note: impl Into<Cow<'static, str>>,
        resource: impl Into<String>,
    ) -> Self {
        self.related.push(Related { at, note: note.into(), resource: Some(resource.into()) });
        self
    }

    /// The same with edits that mend it; `what` says what they do.
    #[must_use]
    pub fn fix(self, what: impl Into<String>, edits: Vec<Edit>, safety: Safety) -> Self {
        Self { fix: Some((what.into(), edits, safety)), ..self }
    }
}

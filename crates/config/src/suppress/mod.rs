//! Which findings a comment, an annotation or a settings entry covers.
//!
//! [`find`] reads comments, [`from_annotation`] reads Kubernetes annotations, [`apply`] marks the
//! findings that they (and the settings) cover and says which suppressions are of no use.
//! All three are pure: today's date is handed in.

mod annotation;
mod apply;
mod comment;
mod cover;
mod metadata;
mod own;
mod peers;

use ringfort_source::Span;

use crate::Date;

pub use annotation::from_annotation;
pub use apply::{Context, apply};
pub use comment::find;
pub use metadata::from_metadata;

/// Whose notation a suppression is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// `ringfort:ignore ID until=YYYY-MM-DD reason="..."`.
    Ringfort,
    /// `checkov:skip=ID:reason`, annotation `checkov.io/skip1: ID=reason`.
    Checkov,
    /// `trivy:ignore:ID[:exp:YYYY-MM-DD]`.
    Trivy,
    /// `tfsec:ignore:ID[:exp:YYYY-MM-DD]`.
    Tfsec,
    /// Annotation `ignore-check.kube-linter.io/NAME: reason`.
    KubeLinter,
    /// `kics-scan ignore-line`, `ignore-block`, `ignore`, `disable=ID`.
    Kics,
    /// `hadolint ignore=ID`, `hadolint global ignore=ID`.
    Hadolint,
    /// `nosec`, `nosec ID` of Bandit.
    Bandit,
    /// `Metadata: {cfn_nag: {rules_to_suppress: [{id: ID, reason: ...}]}}`.
    CfnNag,
    /// `Metadata: {guard: {SuppressedRules: [ID]}}`.
    Guard,
}

/// What a suppression reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A comment beside code: its line. A comment alone on its line: the next line of code. In both
    /// cases also the block that begins there, or whose first lines hold the comment.
    Line,
    /// The outermost block that holds the comment; as [`Scope::Line`] where there is none.
    Block,
    /// The block that begins after the comment; as [`Scope::Line`] where there is none.
    NextBlock,
    /// The whole file.
    File,
    /// This span: the object that carries an annotation.
    Within(Span),
}

/// One suppression as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Checks, controls or peers' ids; empty for "whatever is found there" (peers only).
    pub ids: Vec<String>,
    /// Why; empty where nothing is said.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<Date>,
    /// What it reaches.
    pub scope: Scope,
    /// Where it is written.
    pub span: Span,
    /// Whose notation it is.
    pub dialect: Dialect,
    /// What is wrong with the way it is written; then it suppresses nothing.
    pub faults: Vec<String>,
}

impl Suppression {
    /// A suppression of everything in `scope`, without reason or end.
    pub(crate) fn new(dialect: Dialect, scope: Scope, span: Span) -> Self {
        let (ids, reason, faults) = (Vec::new(), String::new(), Vec::new());
        Self { ids, reason, until: None, scope, span, dialect, faults }
    }

    /// The same for the ids in `list`, separated by commas or spaces.
    pub(crate) fn ids(mut self, list: &str) -> Self {
        let ids = list.split([',', ' ', '\t']).filter(|id| !id.is_empty());
        self.ids.extend(ids.map(str::to_owned));
        self
    }

    /// The same with a reason.
    pub(crate) fn reason(mut self, reason: &str) -> Self {
        reason.trim().clone_into(&mut self.reason);
        self
    }

    /// The same with its last day; another text than a date is a fault.
    pub(crate) fn until(mut self, text: &str) -> Self {
        self.until = Date::parse(text);
        if self.until.is_none() {
            self.faults.push(format!("`{text}` is not a date (YYYY-MM-DD)"));
        }
        self
    }
}

//! A finding as reports see it: every place concrete.

use std::sync::Arc;

use ringfort_source::{SourceMap, Span};
use serde::Serialize;

use crate::{CheckId, Confidence, ControlId, Layer, Severity};

/// A place as a person opens it. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Location {
    /// Path relative to the scanned root, with forward slashes.
    pub file: Arc<str>,
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
}

impl Location {
    /// The lines that `span` covers.
    pub fn of(sources: &SourceMap, span: Span) -> Self {
        let (line, end_line) = sources.line_range(span);
        let file = sources.get(span.source).map_or_else(|| "".into(), |f| f.path.clone());
        Self { file, line, end_line }
    }

    /// The beginning of the file at `path`, for what is about a file as a whole.
    pub fn file(path: &str) -> Self {
        Self { file: path.into(), line: 1, end_line: 1 }
    }
}

/// Another place that takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// The resource there, where it has a name.
    pub resource: Option<String>,
    /// Its part in the finding.
    pub message: String,
    /// The place.
    pub location: Location,
}

/// May a fix be applied without a person looking?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It cannot change what works.
    Safe,
    /// It may break what relies on the hole: look first.
    Unsafe,
}

/// A concrete replacement. Offsets are bytes in the file's UTF-8 text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The file.
    pub file: Arc<str>,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// The text that stands there afterwards.
    pub text: String,
}

/// What mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What the edits do.
    pub message: String,
    /// May they be applied unseen?
    pub safety: Safety,
    /// The edits, in file order.
    pub edits: Vec<Edit>,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suppressed {
    /// The reason its author gave; empty where none was given.
    pub reason: String,
    /// Until when (YYYY-MM-DD), where limited.
    pub until: Option<String>,
    /// Where the suppression stands.
    pub location: Location,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The check that found it.
    pub check: CheckId,
    /// The check's title.
    pub title: &'static str,
    /// The control that the check belongs to.
    pub control: ControlId,
    /// The control's layer.
    pub layer: Layer,
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// The resource: `Deployment/ns/name`, `aws_eks_cluster.main`, `Dockerfile`, `app/main.py`.
    pub resource: String,
    /// What is wrong in this case.
    pub message: String,
    /// Where.
    pub location: Location,
    /// Other places that take part.
    pub related: Vec<Reference>,
    /// Check and resource identity as 16 hex digits: stays the same when lines move.
    pub fingerprint: String,
    /// What mends it, where edits are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// Set where a suppression covers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<Suppressed>,
}

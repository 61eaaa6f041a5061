//! The coverage ledger while it is written, and the notices that go with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use ringfort_source::{SourceMap, Span};
use ringfort_vocab::{FileCoverage, FileState, Location, Notice, NoticeKind};

/// How far each file was understood so far, and what was noticed.
#[derive(Debug, Default)]
pub struct Ledger {
    files: BTreeMap<Arc<str>, (&'static str, FileState, Vec<String>)>,
    notices: Vec<Notice>,
}

impl Ledger {
    /// Enters `file` as evaluated; what follows can only lower that.
    pub fn enter(&mut self, file: &str, format: &'static str) {
        self.files.entry(file.into()).or_insert((format, FileState::Evaluated, vec![])).0 = format;
    }

    /// Lowers `file` to `state`, with the cause.
    pub fn lower(&mut self, file: &str, state: FileState, cause: impl Into<String>) {
        let entry =
            self.files.entry(file.into()).or_insert(("other", FileState::Evaluated, vec![]));
        entry.1 = entry.1.max(state);
        let cause = cause.into();
        if !entry.2.contains(&cause) {
            entry.2.push(cause);
        }
    }

    /// A notice at `at`, and the file lowered to `state` because of it.
    pub fn notice_at(
        &mut self,
        sources: &SourceMap,
        at: Span,
        kind: NoticeKind,
        state: FileState,
        message: impl Into<String>,
    ) {
        let (message, location) = (message.into(), Location::of(sources, at));
        self.lower(&location.file, state, format!("line {}: {message}", location.line));
        self.notices.push(Notice { kind, message, location: Some(location) });
    }

    /// A notice about `file` as a whole, and the file lowered to `state` because of it.
    pub fn notice(
        &mut self,
        file: &str,
        kind: NoticeKind,
        state: FileState,
        message: impl Into<String>,
    ) {
        let message = message.into();
        self.lower(file, state, message.clone());
        self.notices.push(Notice { kind, message, location: Some(Location::file(file)) });
    }

    /// A notice that lowers nothing.
    pub fn remark(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// The ledger's files and notices, sorted.
    pub fn finish(mut self) -> (Vec<FileCoverage>, Vec<Notice>) {
        self.notices.sort_by(|a, b| {
            (&a.location, a.kind, &a.message).cmp(&(&b.location, b.kind, &b.message))
        });
        self.notices.dedup();
        let files = self.files.into_iter().map(|(file, (format, state, causes))| FileCoverage {
            file,
            format,
            state,
            cause: causes.join("; "),
        });
        (files.collect(), self.notices)
    }
}

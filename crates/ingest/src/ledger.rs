//! The coverage ledger while it is written, and the notices that go with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use ringfort_source::{SourceMap, Span};
use ringfort_vocab::{FileCoverage, FileState, Location, Notice, NoticeKind};

/// What is known of one file so far.
#[derive(Debug)]
struct Entry {
    format: &'static str,
    state: FileState,
    causes: Vec<String>,
    gap: bool,
}

impl Entry {
    fn new(format: &'static str) -> Self {
        Self { format, state: FileState::Evaluated, causes: vec![], gap: false }
    }
}

/// How far each file was understood so far, and what was noticed.
#[derive(Debug, Default)]
pub struct Ledger {
    files: BTreeMap<Arc<str>, Entry>,
    notices: Vec<Notice>,
}

impl Ledger {
    /// Enters `file` as evaluated; what follows can only lower that.
    pub fn enter(&mut self, file: &str, format: &'static str) {
        self.files.entry(file.into()).or_insert_with(|| Entry::new(format)).format = format;
    }

    /// Enters `file` as evaluated after all: another file takes it in, so what was said of it alone does not hold.
    pub fn take_in(&mut self, file: &str, format: &'static str) {
        self.files.insert(file.into(), Entry::new(format));
    }

    /// The format of `file`, if it was entered.
    pub fn format(&self, file: &str) -> Option<&'static str> {
        self.files.get(file).map(|entry| entry.format)
    }

    /// Lowers `file` to `state`, with the cause.
    pub fn lower(&mut self, file: &str, state: FileState, cause: impl Into<String>) {
        let entry = self.files.entry(file.into()).or_insert_with(|| Entry::new("other"));
        entry.state = entry.state.max(state);
        let cause = cause.into();
        if !entry.causes.contains(&cause) {
            entry.causes.push(cause);
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
        if kind.is_gap() {
            self.mark_gap(&location.file);
        }
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
        if kind.is_gap() {
            self.mark_gap(file);
        }
        self.notices.push(Notice { kind, message, location: Some(Location::file(file)) });
    }

    /// Marks `file` as one that should have been judged as a whole, and was not.
    pub fn mark_gap(&mut self, file: &str) {
        if let Some(entry) = self.files.get_mut(file) {
            entry.gap = true;
        }
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
        let files = self.files.into_iter().map(|(file, entry)| FileCoverage {
            file,
            format: entry.format,
            state: entry.state,
            cause: entry.causes.join("; "),
            gap: entry.gap,
        });
        (files.collect(), self.notices)
    }
}

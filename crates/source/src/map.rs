//! The sources of one run.

use std::sync::{Arc, OnceLock};

use crate::{LineIndex, SourceId, Span};

/// One text with its path.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as the user knows it: relative to the scanned root, with forward slashes.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// The line index, built on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// All sources of a run, by [`SourceId`].
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a text and gives its id. Ids count from 0 in the order of adding.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> SourceId {
        let id = SourceId(self.files.len() as u32);
        self.files.push(SourceFile {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        });
        id
    }

    /// The file of `id`, if it belongs to this map.
    pub fn get(&self, id: SourceId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The path of the source that `span` lies in; empty for a foreign span.
    pub fn path(&self, span: Span) -> &str {
        self.get(span.source).map_or("", |f| &f.path)
    }

    /// The text under `span`; empty where the span is foreign or cuts a character.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).and_then(|f| f.text.get(span.range())).unwrap_or("")
    }

    /// First and last line of `span`, from 1. An end that sits at a line's start belongs to the line before.
    pub fn line_range(&self, span: Span) -> (u32, u32) {
        let Some(file) = self.get(span.source) else { return (1, 1) };
        let first = file.lines().line(span.start);
        let last = file.lines().line(span.end.saturating_sub(1).max(span.start));
        (first, last.max(first))
    }

    /// All files with their ids, in the order of adding.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, f)| (SourceId(i as u32), f))
    }

    /// How many sources there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True when nothing was added.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

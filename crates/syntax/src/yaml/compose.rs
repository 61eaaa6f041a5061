//! From the events of one document to its value.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use libyaml_safer::{Event, EventData, MappingStyle, Mark, Parser, ScalarStyle, SequenceStyle};
use ringfort_source::{Entry, Kind, Node, SourceId, Span};

use super::{MAX_DEPTH, scalar, tag};
use crate::Error;
use crate::entries::last_wins;

/// What is left of the source's limits.
pub(super) struct Budget {
    /// Values that may still be read.
    pub nodes: usize,
    /// Values that may still be copied.
    pub copied: usize,
}

/// Reads the one document in `range` of `text`. `None` if it holds nothing.
pub(super) fn document(
    source: SourceId,
    text: &str,
    range: Range<usize>,
    budget: &mut Budget,
) -> Result<Option<Node>, Error> {
    let mut composer = Composer {
        source,
        text,
        base: range.start,
        budget,
        stack: Vec::new(),
        anchors: HashMap::new(),
        root: None,
    };
    let start = range.start;
    let bytes = text.get(range).unwrap_or("").as_bytes();
    // The event parser asserts its own invariants; a broken one must not end the run.
    catch_unwind(AssertUnwindSafe(|| composer.read(bytes))).unwrap_or_else(|_| {
        let cause = "this document breaks the YAML reader; rewrite its unusual constructs";
        Err(Error::at(source, text, start, cause))
    })?;
    let empty = |n: &Node| n.kind == Kind::Null && n.span.start == n.span.end;
    Ok(composer.root.filter(|root| !empty(root)))
}

struct Composer<'a> {
    source: SourceId,
    text: &'a str,
    base: usize,
    budget: &'a mut Budget,
    stack: Vec<Frame>,
    anchors: HashMap<String, Anchored>,
    root: Option<Node>,
}

/// A value that an alias may ask for.
struct Anchored {
    node: Node,
    size: usize,
    height: usize,
}

/// A list or map whose end has not come yet.
struct Frame {
    start: usize,
    /// Flow collections end where their bracket does, block ones where their last child does.
    flow: bool,
    anchor: Option<String>,
    tag: Option<String>,
    body: Body,
}

enum Body {
    Seq(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<Key>, merges: Vec<Node> },
}

struct Key {
    text: Box<str>,
    span: Span,
    merge: bool,
}

impl Composer<'_> {
    fn read(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut parser = Parser::new();
        // The event parser breaks on a block scalar that the text's very end closes: give it a last line break.
        let end: &[u8] = if bytes.ends_with(b"\n") { b"" } else { b"\n" };
        let mut input = bytes.chain(end);
        parser.set_input(&mut input);
        for event in &mut parser {
            let event = event.map_err(|e| self.refused(&e))?;
            self.event(event)?;
        }
        Ok(())
    }

    fn event(&mut self, event: Event) -> Result<(), Error> {
        let place = |mark: Mark| (self.base + mark.index as usize).min(self.text.len());
        let (start, end) = (place(event.start_mark), place(event.end_mark));
        match event.data {
            EventData::Scalar { anchor, tag, value, plain_implicit, style, .. } => {
                let plain = style == ScalarStyle::Plain;
                let span = Span::of(self.source, start..self.scalar_end(start, end, style));
                self.spend(span)?;
                if tag.is_none() && anchor.is_none() && self.wants_key() {
                    self.key(value.into(), span, plain);
                    return Ok(());
                }
                let node = match tag {
                    Some(tag) => tag::scalar(span, &tag, &value, plain),
                    None if plain && plain_implicit => Node::new(span, scalar::plain(&value)),
                    None => Node::new(span, Kind::Str(value.as_str().into())),
                };
                self.anchor(anchor, &node)?;
                if self.wants_key() {
                    self.key(value.into(), span, false);
                    return Ok(());
                }
                self.value(node)
            }
            EventData::Alias { anchor } => self.alias(&anchor, Span::of(self.source, start..end)),
            EventData::SequenceStart { anchor, tag, style, .. } => {
                let flow = style == SequenceStyle::Flow;
                self.open(Frame { start, flow, anchor, tag, body: Body::Seq(Vec::new()) })
            }
            EventData::MappingStart { anchor, tag, style, .. } => {
                let body = Body::Map { entries: Vec::new(), key: None, merges: Vec::new() };
                let flow = style == MappingStyle::Flow;
                self.open(Frame { start, flow, anchor, tag, body })
            }
            EventData::SequenceEnd | EventData::MappingEnd => self.close(end),
            _ => Ok(()),
        }
    }

    /// Block scalars reach over the blank lines behind them; their span ends with their last text.
    fn scalar_end(&self, start: usize, end: usize, style: ScalarStyle) -> usize {
        if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            return end;
        }
        start + self.text.get(start..end).map_or(end - start, |t| t.trim_end().len())
    }

    fn spend(&mut self, span: Span) -> Result<(), Error> {
        let cause = "the file holds more values than are read; split it into smaller files";
        let left = self.budget.nodes.checked_sub(1);
        self.budget.nodes = left.ok_or_else(|| Error::new(span, cause))?;
        Ok(())
    }

    fn wants_key(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { body: Body::Map { key: None, .. }, .. }))
    }

    fn key(&mut self, text: Box<str>, span: Span, plain: bool) {
        if let Some(Frame { body: Body::Map { key, .. }, .. }) = self.stack.last_mut() {
            *key = Some(Key { merge: plain && &*text == "<<", text, span });
        }
    }

    fn open(&mut self, frame: Frame) -> Result<(), Error> {
        let span = Span::of(self.source, frame.start..frame.start);
        self.spend(span)?;
        if self.stack.len() >= MAX_DEPTH {
            return Err(Error::new(span, too_deep()));
        }
        self.stack.push(frame);
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), Error> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let node = self.finish(frame.start, end, frame.flow, frame.body);
        let node = match frame.tag {
            Some(tag) => tag::local(&tag, node),
            None => node,
        };
        self.anchor(frame.anchor, &node)?;
        self.value(node)
    }

    fn finish(&self, start: usize, end: usize, flow: bool, body: Body) -> Node {
        let reach = |last: Option<u32>| match last {
            _ if flow => end,
            Some(last) => (last as usize).max(start),
            None => start,
        };
        match body {
            Body::Seq(mut items) => {
                items.shrink_to_fit();
                let end = reach(items.last().map(|n| n.span.end));
                Node::new(Span::of(self.source, start..end), Kind::Seq(items))
            }
            Body::Map { entries, merges, .. } => {
                let last = entries.iter().chain(merges.iter().flat_map(Node::entries));
                let within = |e: &Entry| e.value.span.end.max(e.key_span.end) as usize <= end;
                let last = last.filter(|e| within(e)).map(|e| e.value.span.end.max(e.key_span.end));
                let end = reach(last.max());
                let mut entries = merged(last_wins(entries), merges);
                entries.shrink_to_fit();
                Node::new(Span::of(self.source, start..end), Kind::Map(entries))
            }
        }
    }

    /// Puts a finished value where it belongs.
    fn value(&mut self, node: Node) -> Result<(), Error> {
        match self.stack.last_mut().map(|f| &mut f.body) {
            None => self.root = Some(node),
            Some(Body::Seq(items)) => items.push(node),
            Some(Body::Map { entries, key, merges }) => match key.take() {
                Some(Key { merge: true, .. }) => push_merge(merges, node)?,
                Some(Key { text, span, .. }) => {
                    entries.push(Entry { key: text, key_span: span, value: node });
                }
                None => {
                    let span = node.span;
                    let text = node.scalar().ok_or_else(|| Error::new(span, no_key()))?;
                    *key = Some(Key { text: text.into(), span, merge: false });
                }
            },
        }
        Ok(())
    }

    fn anchor(&mut self, name: Option<String>, node: &Node) -> Result<(), Error> {
        let Some(name) = name else { return Ok(()) };
        let (size, height) = node.measure();
        self.copy(size, node.span)?;
        self.anchors.insert(name, Anchored { node: node.clone(), size, height });
        Ok(())
    }

    fn alias(&mut self, name: &str, span: Span) -> Result<(), Error> {
        let Some(anchored) = self.anchors.get(name) else {
            let cause = format!("the alias `*{name}` has no anchor `&{name}` before it; define it");
            return Err(Error::new(span, cause));
        };
        if self.stack.len() + anchored.height > MAX_DEPTH {
            return Err(Error::new(span, too_deep()));
        }
        let (size, mut node) = (anchored.size, anchored.node.clone());
        self.copy(size, span)?;
        node.from = Some(Box::new(node.span));
        node.span = span;
        self.value(node)
    }

    fn copy(&mut self, size: usize, span: Span) -> Result<(), Error> {
        let cause = "aliases here expand to too many values; write the values out";
        let left = self.budget.copied.checked_sub(size);
        self.budget.copied = left.ok_or_else(|| Error::new(span, cause))?;
        Ok(())
    }

    fn refused(&self, error: &libyaml_safer::Error) -> Error {
        let offset = match error.problem_mark() {
            Some(mark) => self.base + mark.index as usize,
            None => self.base + control_character(self.text.get(self.base..).unwrap_or("")),
        };
        let problem = error.problem();
        let message = format!("the YAML cannot be read: {problem}; {}", next_step(problem));
        Error::at(self.source, self.text, offset, message)
    }
}

fn too_deep() -> String {
    format!("lists and maps nest more than {MAX_DEPTH} deep here; flatten the document")
}

fn no_key() -> &'static str {
    "a list or map is used as a key; quote the value, or render the template first"
}

/// The offset of the first character that YAML does not allow.
fn control_character(text: &str) -> usize {
    let refused = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || ('\u{7f}'..'\u{85}').contains(&c)
    };
    text.find(refused).unwrap_or(0)
}

/// What to do about the event parser's complaint.
fn next_step(problem: &str) -> &'static str {
    if problem.contains("mapping values are not allowed") {
        "check the indentation, or quote a value that contains `: `"
    } else if problem.contains("cannot start any token") {
        "indent with spaces, and quote a value that begins with `%`, `@` or a backquote"
    } else if problem.contains("expected key") || problem.contains("block end") {
        "align this line with the entries around it"
    } else if problem.contains("expected ':'") {
        "end the key with `: `, or indent the line under its key"
    } else if problem.contains("control characters") {
        "remove the character, or save the file as UTF-8 text"
    } else if problem.contains("expected ',' or") {
        "close the bracket or brace, or quote the value"
    } else {
        "correct the text here"
    }
}

/// A merge takes a map or a list of maps.
fn push_merge(merges: &mut Vec<Node>, node: Node) -> Result<(), Error> {
    let span = node.span;
    let parts = match node.kind {
        Kind::Seq(items) => items,
        _ => vec![node],
    };
    if parts.iter().any(|p| !matches!(p.kind, Kind::Map(_) | Kind::Null | Kind::Unknown(_))) {
        let cause = "`<<` merges maps only; give it an alias of a map or a list of such";
        return Err(Error::new(span, cause));
    }
    merges.extend(parts);
    Ok(())
}

/// The map's own keys, then those of the merged maps that are not there yet.
fn merged(mut entries: Vec<Entry>, merges: Vec<Node>) -> Vec<Entry> {
    if merges.is_empty() {
        return entries;
    }
    let mut seen: HashSet<Box<str>> = entries.iter().map(|e| e.key.clone()).collect();
    for part in merges {
        let Kind::Map(more) = part.kind else { continue };
        entries.extend(more.into_iter().filter(|e| seen.insert(e.key.clone())));
    }
    entries
}

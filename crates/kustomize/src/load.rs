//! Reading files as objects, and objects as lists of objects.

use ringfort_source::{Kind, Node, SourceId, Span};
use ringfort_syntax::{Error, json, yaml};

/// The documents of a YAML or JSON text, `List`s taken apart.
pub(crate) fn objects(source: SourceId, path: &str, text: &str) -> (Vec<Node>, Vec<Error>) {
    let (roots, errors) = documents(source, path, text);
    (roots.into_iter().flat_map(members).collect(), errors)
}

/// The documents of a YAML or JSON text.
pub(crate) fn documents(source: SourceId, path: &str, text: &str) -> (Vec<Node>, Vec<Error>) {
    if path.ends_with(".json") {
        return match json::parse(source, text) {
            Ok(root) => (vec![root], Vec::new()),
            Err(error) => (Vec::new(), vec![error]),
        };
    }
    let parsed = yaml::parse(source, text);
    (parsed.documents.into_iter().map(|d| d.root).collect(), parsed.errors)
}

fn members(node: Node) -> Vec<Node> {
    let is_list = node.at("kind").str().is_some_and(|k| k.ends_with("List"));
    if !is_list || node.at("items").node().is_none() {
        return vec![node];
    }
    match crate::tree::remove(&mut { node }, "items").map(|n| n.kind) {
        Some(Kind::Seq(items)) => items,
        _ => Vec::new(),
    }
}

/// The documents of a text written inline (`patch: |-`). Their spans point into the block where its
/// lines stand as they are, and at the whole text otherwise.
pub(crate) fn inline(node: &Node, file: &str) -> (Vec<Node>, Vec<Error>) {
    let text = node.as_str().unwrap_or("");
    let parsed = yaml::parse(node.span.source, text);
    let lines = Lines::new(node, file, text);
    let mut roots: Vec<Node> = parsed.documents.into_iter().map(|d| d.root).collect();
    for root in &mut roots {
        lines.place(root);
    }
    let move_error = |e: Error| Error { span: lines.span(e.span), ..e };
    (roots, parsed.errors.into_iter().map(move_error).collect())
}

/// Where the lines of a text that is a value stand in its file: as they are in a literal block; of any other text only the
/// place of the whole is known.
#[derive(Debug)]
pub struct Lines {
    whole: Span,
    /// Offsets in the text, and in the file.
    starts: Vec<(usize, usize)>,
}

impl Lines {
    /// The lines of `text`, which is what `node` says in `file`.
    pub fn new(node: &Node, file: &str, text: &str) -> Self {
        let written = file.get(node.span.range()).unwrap_or("");
        let mut starts = Vec::new();
        if written.starts_with('|') {
            let mut inner = 0;
            let mut outer = node.span.start as usize;
            let mut physical = written.split_inclusive('\n');
            outer += physical.next().map_or(0, str::len);
            for (line, there) in text.split_inclusive('\n').zip(physical) {
                let (body, kept) = (line.trim_end(), there.trim_end());
                if !kept.ends_with(body) {
                    starts.clear();
                    break;
                }
                starts.push((inner, outer + kept.len() - body.len()));
                inner += line.len();
                outer += there.len();
            }
        }
        Self { whole: node.span, starts }
    }

    /// The place in the file of a piece, given by its offsets in the text.
    pub fn span(&self, span: Span) -> Span {
        let map = |at: usize| {
            let index = self.starts.partition_point(|s| s.0 <= at).checked_sub(1)?;
            let (inner, outer) = self.starts.get(index)?;
            Some(outer + (at - inner))
        };
        let range = span.range();
        match (map(range.start), map(range.end.saturating_sub(1).max(range.start))) {
            (Some(start), Some(last)) => {
                let end = if range.is_empty() { start } else { last + 1 };
                Span::of(span.source, start..end.min(self.whole.end as usize).max(start))
            }
            _ => self.whole,
        }
    }

    /// Gives a tree that was read from the text its places in the file.
    pub fn place(&self, node: &mut Node) {
        node.span = self.span(node.span);
        match &mut node.kind {
            Kind::Seq(items) => items.iter_mut().for_each(|n| self.place(n)),
            Kind::Map(entries) => {
                for entry in entries {
                    entry.key_span = self.span(entry.key_span);
                    self.place(&mut entry.value);
                }
            }
            _ => {}
        }
    }
}

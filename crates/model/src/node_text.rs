//! Texts that set up a node from within another file: files that it writes, commands that it runs.

use ringfort_source::Span;

/// A text that cloud-init, Ignition, Ansible or a Cluster API object puts onto a node or runs there.
#[derive(Clone, Debug)]
pub struct NodeText {
    /// The file that holds it, relative to the scanned root.
    pub file: Box<str>,
    /// Its path on the node; empty for a command.
    pub path: Box<str>,
    /// The text.
    pub text: Box<str>,
    /// Where each of its lines is written.
    pub lines: Vec<Span>,
}

impl NodeText {
    /// The place of the bytes from `from` to before `to`: whole lines.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let line = |at: usize| {
            let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
            let number = before.split(|b| *b == b'\n').count().saturating_sub(1);
            self.lines.get(number).or(self.lines.last()).copied()
        };
        let whole = Span::file(ringfort_source::SourceId(0));
        let first = line(from).unwrap_or(whole);
        match line(to.saturating_sub(1).max(from)) {
            Some(last) if last.source == first.source && last.end >= first.start => first.to(last),
            _ => first,
        }
    }
}

//! Services of Compose files.

use std::sync::Arc;

use ringfort_source::{At, Node, Span};

/// A service as its file describes it: merges, `extends` within the file and variables with a value
/// resolved (Compose specification, "Services", "Merge", "Interpolation").
#[derive(Clone, Debug)]
pub struct Service {
    /// How findings name it: `compose.yaml#web`.
    pub resource: Arc<str>,
    /// The path of its file.
    pub path: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// The line that names it.
    pub head: Span,
    /// Its settings.
    pub root: Node,
    /// Why what is not written here may be written elsewhere: an unknown value with the cause.
    pub open: Option<Node>,
}

impl Service {
    /// The value at `path`. What is absent is not known where another file may say it.
    pub fn at(&self, path: &str) -> At<'_> {
        match (self.root.at(path), &self.open) {
            (At::Absent(_), Some(open)) => At::Unknown(open),
            (At::Absent(span), None) if span == self.root.span => At::Absent(self.head),
            (at, _) => at,
        }
    }

    /// Is its image built from a Dockerfile?
    pub fn is_built(&self) -> bool {
        !self.root.at("build").is_absent()
    }
}

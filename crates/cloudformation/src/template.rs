//! The sections of a template.

use ringfort_source::{Entry, Kind, Node};

/// A template: its sections as they are written. Source: "Template sections" of the `CloudFormation` user guide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Template<'p> {
    root: &'p Node,
}

impl<'p> Template<'p> {
    pub(crate) fn new(root: &'p Node) -> Self {
        Self { root }
    }

    pub(crate) fn section(self, name: &str) -> &'p [Entry] {
        self.root.get(name).map_or(&[], Node::entries)
    }

    pub(crate) fn resources(self) -> &'p [Entry] {
        self.section("Resources")
    }

    pub(crate) fn parameter(self, name: &str) -> Option<&'p Entry> {
        self.section("Parameters").iter().find(|e| &*e.key == name)
    }

    pub(crate) fn output(self, name: &str) -> Option<&'p Entry> {
        self.section("Outputs").iter().find(|e| &*e.key == name)
    }

    /// The macros that rewrite the whole template.
    pub(crate) fn macros(self) -> impl Iterator<Item = &'p Node> {
        self.root.get("Transform").into_iter().flat_map(Node::one_or_many)
    }

    pub(crate) fn globals(self) -> Option<&'p Node> {
        self.root.get("Globals")
    }

    /// `Mappings`: the name, the two keys.
    pub(crate) fn mapping(self, keys: [&str; 3]) -> Option<&'p Node> {
        let map = self.root.get("Mappings")?;
        keys.iter().try_fold(map, |node, key| node.get(key))
    }
}

/// Is this a template: does it say so, or is there a `Resources` map in which an entry has a `Type` of the form
/// `AWS::...`?
pub fn is_template(root: &Node) -> bool {
    if root.get("AWSTemplateFormatVersion").is_some() {
        return true;
    }
    let typed = |node: &Node| {
        let kind = node.get("Type").and_then(Node::as_str);
        kind.is_some_and(|t| t.contains("::"))
    };
    let looped = |e: &Entry| e.key.starts_with("Fn::ForEach::");
    let entries = root.get("Resources").map_or(&[][..], Node::entries);
    entries.iter().any(|e| typed(&e.value) || looped(e))
}

/// Is this a file of parameter values: a list of `ParameterKey` and `ParameterValue` (the command line's shape),
/// or a map under `Parameters` alone (the shape of a deployment pipeline)?
pub fn is_parameters(root: &Node) -> bool {
    match &root.kind {
        Kind::Seq(items) => {
            !items.is_empty() && items.iter().all(|i| i.get("ParameterKey").is_some())
        }
        Kind::Map(entries) => {
            let known = |e: &Entry| matches!(&*e.key, "Parameters" | "Tags" | "StackPolicy");
            let values = root.get("Parameters").map_or(&[][..], Node::entries);
            !values.is_empty()
                && entries.iter().all(known)
                && values.iter().all(|e| e.value.scalar().is_some())
        }
        _ => false,
    }
}

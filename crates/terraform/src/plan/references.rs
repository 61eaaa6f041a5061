//! The configuration that a plan carries: which attribute refers to what.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use ringfort_model::cloud::Reference;
use ringfort_source::{Kind, Node, Span};

/// How many variables and outputs a reference is followed through.
const MAX_STEPS: usize = 32;
/// How many names the expressions of one resource may lead to.
const MAX_NAMES: usize = 10_000;
/// Most references of one resource.
const MAX_REFERENCES: usize = 1_000;

/// The configuration of a plan.
pub(super) struct Configuration<'a> {
    root: Option<&'a Node>,
    /// Resources of each module, by the module's address without keys and their own.
    resources: HashMap<(String, &'a str), &'a Node>,
    calls: Vec<String>,
    /// Names that may still be followed.
    left: Cell<usize>,
}

impl<'a> Configuration<'a> {
    pub(super) fn new(plan: &'a Node) -> Self {
        let root = plan.at("configuration.root_module").node();
        let mut this =
            Self { root, resources: HashMap::new(), calls: Vec::new(), left: Cell::new(0) };
        if let Some(root) = root {
            this.gather(root, "");
        }
        this
    }

    fn gather(&mut self, module: &'a Node, prefix: &str) {
        for resource in module.get("resources").map_or(&[][..], Node::items) {
            if let Some(address) = resource.get("address").and_then(Node::as_str) {
                self.resources.insert((prefix.to_owned(), address), resource);
            }
        }
        for call in module.get("module_calls").map_or(&[][..], Node::entries) {
            self.calls.push(format!("{prefix}module.{}", call.key));
            if let Some(inner) = call.value.get("module") {
                self.gather(inner, &format!("{prefix}module.{}.", call.key));
            }
        }
    }

    /// The addresses of all blocks and calls.
    pub(super) fn blocks(&self) -> BTreeSet<String> {
        let resources = self.resources.keys().map(|(prefix, address)| format!("{prefix}{address}"));
        resources.chain(self.calls.iter().cloned()).collect()
    }

    /// The resource `address` of the module whose resources' addresses begin with `prefix`.
    pub(super) fn resource(&self, prefix: &str, address: &'a str) -> Option<&'a Node> {
        self.resources.get(&(bare(prefix), address)).copied()
    }

    /// The resources that `expressions` of a module refer to.
    pub(super) fn references(&self, prefix: &str, expressions: &Node, at: Span) -> Vec<Reference> {
        let mut out = Vec::new();
        self.left.set(MAX_NAMES);
        self.walk(prefix, expressions, "", at, &mut out);
        out
    }

    /// The first attribute of a resource that the one expression `written` refers to.
    pub(super) fn first(&self, prefix: &str, written: Option<&Node>) -> Option<String> {
        let names = names_of(written?.get("references").and(written)?);
        let mut first = None;
        self.left.set(MAX_NAMES);
        self.follow(prefix, &names, MAX_STEPS, &mut |target, attribute| {
            let dot = if attribute.is_empty() { "" } else { "." };
            first.get_or_insert_with(|| format!("{target}{dot}{attribute}"));
        });
        first
    }

    fn walk(&self, prefix: &str, node: &Node, path: &str, at: Span, out: &mut Vec<Reference>) {
        match &node.kind {
            Kind::Seq(items) => items.iter().for_each(|i| self.walk(prefix, i, path, at, out)),
            Kind::Map(entries) => {
                if let Some(names) = node.get("references") {
                    let names: Vec<&str> = names.items().iter().filter_map(Node::as_str).collect();
                    self.follow(prefix, &names, MAX_STEPS, &mut |target, attribute| {
                        add(out, path, target, attribute, at);
                    });
                    return;
                }
                for e in entries {
                    let dot = if path.is_empty() { "" } else { "." };
                    self.walk(prefix, &e.value, &format!("{path}{dot}{}", e.key), at, out);
                }
            }
            _ => {}
        }
    }

    /// Names of one expression: each attribute comes before the resource it is of, which says nothing new.
    fn follow(
        &self,
        prefix: &str,
        names: &[&str],
        steps: usize,
        found: &mut dyn FnMut(String, &str),
    ) {
        for (i, name) in names.iter().enumerate() {
            let seen = names
                .iter()
                .take(i)
                .any(|n| n.strip_prefix(name).is_some_and(|r| r.starts_with(['.', '['])));
            let left = self.left.get();
            if !seen && steps > 0 && left > 0 {
                self.left.set(left - 1);
                self.follow_one(prefix, name, steps - 1, found);
            }
        }
    }

    fn follow_one(
        &self,
        prefix: &str,
        name: &str,
        steps: usize,
        found: &mut dyn FnMut(String, &str),
    ) {
        if let Some(variable) = name.strip_prefix("var.") {
            let Some((outer, call)) = caller(prefix) else { return };
            let variable = variable.split(['.', '[']).next().unwrap_or(variable);
            let argument = self.module(outer).and_then(|m| m.get("module_calls")?.get(call));
            if let Some(expression) = argument.and_then(|c| c.get("expressions")?.get(variable)) {
                self.follow(outer, &names_of(expression), steps, found);
            }
        } else if let Some(output) = name.strip_prefix("module.") {
            let Some((call, output)) = output.split_once('.') else { return };
            let inner = format!("{prefix}module.{call}.");
            let output = output.split(['.', '[']).next().unwrap_or(output);
            let expression =
                self.module(&inner).and_then(|m| m.get("outputs")?.get(output)?.get("expression"));
            if let Some(expression) = expression {
                self.follow(&inner, &names_of(expression), steps, found);
            }
        } else if let Some((target, attribute)) = resource(name) {
            found(format!("{prefix}{target}"), attribute);
        }
    }

    /// The module whose resources' addresses begin with `prefix`.
    fn module(&self, prefix: &str) -> Option<&'a Node> {
        let bare = bare(prefix);
        let calls = bare.split("module.").filter(|p| !p.is_empty());
        calls.map(|p| p.trim_end_matches('.')).try_fold(self.root?, |module, call| {
            module.get("module_calls")?.get(call)?.get("module")
        })
    }
}

fn add(out: &mut Vec<Reference>, path: &str, target: String, attribute: &str, at: Span) {
    let same = |r: &Reference| r.path == path && r.target == target && r.attribute == attribute;
    if out.len() < MAX_REFERENCES && !out.iter().any(same) {
        let (path, attribute) = (path.to_owned(), attribute.to_owned());
        out.push(Reference { path, target, attribute, span: at });
    }
}

/// All names in an expression, nested ones too.
fn names_of(node: &Node) -> Vec<&str> {
    match &node.kind {
        Kind::Seq(items) => items.iter().flat_map(names_of).collect(),
        Kind::Map(entries) => match node.get("references") {
            Some(names) => names.items().iter().filter_map(Node::as_str).collect(),
            None => entries.iter().flat_map(|e| names_of(&e.value)).collect(),
        },
        _ => Vec::new(),
    }
}

/// `module.a.module.b[0].` to `module.a.` and `b`.
fn caller(prefix: &str) -> Option<(&str, &str)> {
    let own = prefix.rfind("module.")?;
    let call = prefix.get(own + "module.".len()..)?.trim_end_matches('.');
    Some((prefix.get(..own)?, call.split('[').next().unwrap_or(call)))
}

/// An address without the keys of instances.
pub(super) fn bare(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut depth = 0_u32;
    for c in address.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// `aws_s3_bucket.logs[0].arn` to `aws_s3_bucket.logs[0]` and `arn`; `None` for what is no resource.
fn resource(name: &str) -> Option<(&str, &str)> {
    let data = name.strip_prefix("data.");
    let plain = data.unwrap_or(name);
    let words = ["local", "each", "count", "path", "terraform", "self"];
    let (kind, rest) = plain.split_once('.')?;
    if words.contains(&kind) {
        return None;
    }
    let end = end_of_name(rest);
    let target_length = name.len() - rest.len() + end;
    let attribute = rest.get(end..)?.trim_start_matches('.');
    Some((name.get(..target_length)?, attribute.split(['.', '[']).next().unwrap_or("")))
}

/// Where a name with its key (`logs["a.b"]`) ends.
fn end_of_name(text: &str) -> usize {
    let mut depth = 0_u32;
    for (i, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '.' if depth == 0 => return i,
            _ => {}
        }
    }
    text.len()
}

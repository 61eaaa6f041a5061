//! Plans and states, as `terraform show -json` writes them: what Terraform itself has evaluated.
//!
//! A plan knows more than the code (modules from elsewhere, values of variables) and the code knows where things are
//! written. So [`read`] turns a plan into resources, and [`merged`] gives each the places of the code it was
//! planned from. Source of the format: "JSON Output Format" of Terraform's documentation.

mod merge;
mod references;
#[cfg(test)]
mod tests;
mod values;

pub use merge::{merged, origin};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ringfort_model::cloud::{Mode, Resource};
use ringfort_source::{At, Entry, Kind, Node, Span};
use ringfort_vocab::NoticeKind;

use crate::Notice;
use references::Configuration;
use values::Values;

/// What a plan or state declares.
#[derive(Debug, Default)]
pub struct Read {
    /// Its resources, data sources and providers, at the places of the plan.
    pub resources: Vec<Resource>,
    /// Addresses, without keys, of all blocks and module calls that it was made from: also of those without instances.
    pub blocks: BTreeSet<String>,
    /// By address, the attributes that are known after apply and that no expression is told of.
    pub left_out: BTreeMap<String, Vec<Box<str>>>,
    /// What in it could not be read.
    pub notices: Vec<Notice>,
}

/// Is this the JSON form of a plan or a state?
pub fn is_plan(root: &Node) -> bool {
    let map = |name: &str| root.get(name).is_some_and(|n| matches!(n.kind, Kind::Map(_)));
    root.get("format_version").and_then(Node::as_str).is_some()
        && (map("planned_values") || map("values"))
        && root.get("terraform_version").is_some()
}

/// Reads a plan or state. `path` is its own: resources of one plan see each other.
pub fn read(path: &str, root: &Node) -> Read {
    let mut reader = Reader {
        path,
        configuration: Configuration::new(root),
        unknown: unknown(root),
        out: Read::default(),
    };
    reader.out.blocks = reader.configuration.blocks();
    reader.format(root);
    reader.providers(root);
    reader.outputs(root);
    let prior = root.at("prior_state.values.root_module").node();
    let planned = root.at("planned_values.root_module").node();
    let state = root.at("values.root_module").node();
    if let Some(module) = prior {
        reader.module(module, &|mode| mode == Mode::Data);
    }
    match planned.or(state) {
        Some(module) => reader.module(module, &|_| true),
        None if root.get("planned_values").is_some() || root.get("values").is_some() => {
            reader.empty(root);
        }
        None => {}
    }
    if root.get("errored").and_then(Node::as_bool) == Some(true) {
        let message = "the plan ended with an error and is not complete: plan again";
        reader.notice(root.at("errored").span(), NoticeKind::NotRendered, message);
    }
    reader.out
}

/// What of each resource is known after apply, by address.
fn unknown(root: &Node) -> HashMap<&str, &Node> {
    let changes = root.get("resource_changes").map_or(&[][..], Node::items);
    changes
        .iter()
        .filter_map(|c| Some((c.get("address")?.as_str()?, c.at("change.after_unknown").node()?)))
        .collect()
}

struct Reader<'a> {
    path: &'a str,
    configuration: Configuration<'a>,
    unknown: HashMap<&'a str, &'a Node>,
    out: Read,
}

impl<'a> Reader<'a> {
    fn notice(&mut self, span: Span, kind: NoticeKind, message: impl Into<String>) {
        self.out.notices.push(Notice { span, kind, message: message.into() });
    }

    /// The format is stable within its first number.
    fn format(&mut self, root: &Node) {
        let At::Set(version) = root.at("format_version") else { return };
        let first = version.as_str().and_then(|v| v.split('.').next());
        if !matches!(first, Some("0" | "1")) {
            let message =
                "the plan has a format of a later version: what is new in it was not read";
            self.notice(version.span, NoticeKind::NotRendered, message);
        }
    }

    fn empty(&mut self, root: &Node) {
        let values = root.get("planned_values").or(root.get("values"));
        let has_something = values.is_some_and(|v| !v.entries().is_empty());
        if has_something {
            let message = "the plan has no `root_module`, so nothing in it was judged: \
                           write it with `terraform show -json`";
            self.notice(root.span, NoticeKind::ParseError, message);
        }
    }

    fn module(&mut self, module: &'a Node, wanted: &dyn Fn(Mode) -> bool) {
        let prefix = match module.get("address").and_then(Node::as_str) {
            Some(address) => format!("{address}."),
            None => String::new(),
        };
        for resource in module.get("resources").map_or(&[][..], Node::items) {
            self.resource(resource, &prefix, wanted);
        }
        for child in module.get("child_modules").map_or(&[][..], Node::items) {
            self.module(child, wanted);
        }
    }

    fn resource(&mut self, node: &'a Node, prefix: &str, wanted: &dyn Fn(Mode) -> bool) {
        let text = |name: &str| node.get(name).and_then(Node::as_str);
        let (Some(address), Some(kind)) = (text("address"), text("type")) else {
            let message = "a resource of the plan has no address or no type, so it was not judged";
            self.notice(node.span, NoticeKind::ParseError, message);
            return;
        };
        let mode = if text("mode") == Some("data") { Mode::Data } else { Mode::Managed };
        if !wanted(mode) {
            return;
        }
        let header = node.at("address").span();
        let bare = without_key(address.strip_prefix(prefix).unwrap_or(address));
        let written = self.configuration.resource(prefix, bare);
        let none = Node::new(header, Kind::Map(vec![]));
        let told = written.and_then(|w| w.get("expressions"));
        let expressions = told.or(written.map(|_| &none));
        let values = Values { address, prefix, configuration: &self.configuration };
        let unknown = self.unknown.get(address).copied();
        let attrs = values.of(
            node.get("values"),
            unknown,
            node.get("sensitive_values"),
            expressions,
            node.get("values").map_or(node.span, |v| v.span),
        );
        self.left_out(address, unknown, expressions);
        let refs =
            told.map(|e| self.configuration.references(prefix, e, header)).unwrap_or_default();
        self.out.resources.push(Resource {
            address: address.to_owned(),
            root: self.path.into(),
            mode,
            kind: if mode == Mode::Data { format!("data.{kind}").into() } else { kind.into() },
            name: text("name").unwrap_or("").into(),
            attrs,
            refs,
            span: node.span,
            header,
        });
    }

    /// Keeps what is known after apply and not among the expressions. Those leave out the blocks that a
    /// `dynamic` makes, so that only the code can tell.
    fn left_out(&mut self, address: &str, unknown: Option<&Node>, expressions: Option<&Node>) {
        let all = unknown.map_or(&[][..], Node::entries).iter();
        let left = all.filter(|e| values::is_left_out(expressions, &e.key, &e.value));
        let left: Vec<Box<str>> = left.map(|e| e.key.clone()).collect();
        if !left.is_empty() {
            self.out.left_out.insert(address.to_owned(), left);
        }
    }

    /// Outputs of the root module: what hands something out to those who are not in the plan.
    fn outputs(&mut self, root: &'a Node) {
        let At::Set(outputs) = root.at("configuration.root_module.outputs") else { return };
        let planned = root.at("planned_values.outputs").node().or(root.at("values.outputs").node());
        for Entry { key, key_span, value } in outputs.entries() {
            let sensitive = value.get("sensitive").cloned();
            let known = planned
                .and_then(|p| p.get(key)?.get("value"))
                .filter(|_| sensitive.as_ref().and_then(Node::as_bool) != Some(true));
            let cause = "the plan does not tell the value of this output";
            let result = known.cloned().unwrap_or_else(|| Node::unknown(value.span, cause));
            let entry = |key: &str, value| Entry { key: key.into(), key_span: *key_span, value };
            let mut entries = vec![entry("value", result)];
            entries.extend(sensitive.map(|s| entry("sensitive", s)));
            let whole = value.get("expression").map(|e| {
                let of =
                    |e: &Node| Entry { key: "value".into(), key_span: e.span, value: e.clone() };
                Node::new(e.span, Kind::Map(vec![of(e)]))
            });
            let refs = whole.map(|e| self.configuration.references("", &e, *key_span));
            self.out.resources.push(Resource {
                address: format!("output.{key}"),
                root: self.path.into(),
                mode: Mode::Output,
                kind: "output".into(),
                name: key.clone(),
                attrs: Node::new(value.span, Kind::Map(entries)),
                refs: refs.unwrap_or_default(),
                span: key_span.to(value.span),
                header: *key_span,
            });
        }
    }

    /// Providers, with the arguments that are constants.
    fn providers(&mut self, root: &'a Node) {
        let At::Set(providers) = root.at("configuration.provider_config") else { return };
        for Entry { key, key_span, value } in providers.entries() {
            let Some(name) = value.get("name").and_then(Node::as_str) else { continue };
            let expressions = value.get("expressions");
            self.out.resources.push(Resource {
                address: format!("provider.{key}"),
                root: self.path.into(),
                mode: Mode::Provider,
                kind: format!("provider.{name}").into(),
                name: name.into(),
                attrs: values::constants(expressions, value.span),
                refs: Vec::new(),
                span: key_span.to(value.span),
                header: *key_span,
            });
        }
    }
}

/// An address without the instance's key at its end.
fn without_key(address: &str) -> &str {
    address.split_once('[').map_or(address, |(bare, _)| bare)
}

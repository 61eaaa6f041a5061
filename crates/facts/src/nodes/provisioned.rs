//! Files that a node is set up with: tasks of Ansible, `write_files` of cloud-init, `files` of Cluster
//! API, `storage.files` of Ignition and Butane.

use std::sync::Arc;

use ringfort_model::Value;
use ringfort_source::{At, Kind, Node, SourceMap, Span};

use super::{NodeFile, class};

/// Modules of Ansible that set mode and owner, without their collection.
const MODULES: &[&str] = &["file", "copy", "template", "get_url", "assemble", "lineinfile"];

/// Adds the files that `root` describes, wherever in the tree.
pub(super) fn files(root: &Node, resource: &str, sources: &SourceMap, found: &mut Vec<NodeFile>) {
    let walk = Walk { resource: resource.into(), sources };
    walk.node(root, found);
}

struct Walk<'a> {
    resource: Arc<str>,
    sources: &'a SourceMap,
}

impl Walk<'_> {
    fn node(&self, node: &Node, found: &mut Vec<NodeFile>) {
        match &node.kind {
            Kind::Seq(items) => items.iter().for_each(|item| self.node(item, found)),
            Kind::Map(entries) => {
                self.own(node, found);
                for entry in entries {
                    let module = entry.key.rsplit('.').next().unwrap_or(&entry.key);
                    if MODULES.contains(&module) {
                        self.task(&entry.value, found);
                    }
                    self.node(&entry.value, found);
                }
            }
            _ => {}
        }
    }

    /// A task of Ansible: `path` or `dest`, `mode`, `owner`, `group`.
    fn task(&self, arguments: &Node, found: &mut Vec<NodeFile>) {
        let path = ["path", "dest", "name"].into_iter().find_map(|key| arguments.get(key));
        let owner = match (arguments.at("owner"), arguments.at("group")) {
            (At::Absent(_), At::Absent(_)) => None,
            (owner, group) => Some(pair(owner, group)),
        };
        self.add(path, arguments.at("mode"), owner, found);
    }

    /// A file of cloud-init, Cluster API (`permissions`, `owner: user:group`), Ignition or Butane (`mode`,
    /// `user.name`, `group.name`).
    fn own(&self, file: &Node, found: &mut Vec<NodeFile>) {
        if file.get("permissions").is_some() || file.get("content").is_some() {
            let owner = match file.at("owner") {
                At::Absent(_) => None,
                at => Some(whole(at)),
            };
            self.add(file.get("path"), file.at("permissions"), owner, found);
        } else if file.get("mode").is_some() && file.get("contents").is_some() {
            let owner = match (file.at("user.name"), file.at("group.name")) {
                (At::Absent(_), At::Absent(_)) => None,
                (user, group) => Some(pair(user, group)),
            };
            self.add(file.get("path"), file.at("mode"), owner, found);
        }
    }

    fn add(
        &self,
        path: Option<&Node>,
        mode: At<'_>,
        owner: Option<Value<String>>,
        found: &mut Vec<NodeFile>,
    ) {
        let Some(node) = path else { return };
        let Some(path) = node.as_str() else { return };
        let mode = match mode {
            At::Absent(_) => None,
            At::Unknown(node) => Some(Value::Unknown(node.span, node.cause().into())),
            At::Set(node) => Some(self.bits(node)),
        };
        for class in class::of(path) {
            found.push(NodeFile {
                class,
                path: path.into(),
                mode: mode.clone(),
                owner: owner.clone(),
                resource: self.resource.clone(),
                at: node.span,
                observed: false,
            });
        }
    }

    /// The bits as written: octal, but for the plain numbers of JSON (Ignition), which are decimal.
    fn bits(&self, node: &Node) -> Value<u32> {
        let unread = || Value::Unknown(node.span, "the mode is not a number".into());
        let text = self.sources.text(node.span).trim_matches(['"', '\'']).trim();
        let json = self.sources.path(node.span).ends_with(".ign")
            || self.sources.path(node.span).ends_with(".json");
        if let (true, Some(number)) = (json, node.as_i64()) {
            return u32::try_from(number).map_or_else(|_| unread(), |b| Value::Set(b, node.span));
        }
        let digits = text.strip_prefix("0o").unwrap_or(text);
        u32::from_str_radix(digits, 8).map_or_else(|_| unread(), |b| Value::Set(b, node.span))
    }
}

/// `user:group` from two values; a missing one is left to the tool, which writes as root.
fn pair(user: At<'_>, group: At<'_>) -> Value<String> {
    match (whole(user), whole(group)) {
        (Value::Unknown(at, cause), _) | (_, Value::Unknown(at, cause)) => {
            Value::Unknown(at, cause)
        }
        (Value::Set(user, at) | Value::Default(user, at), Value::Default(..)) => {
            Value::Set(format!("{user}:root"), at)
        }
        (Value::Default(..), Value::Set(group, at)) => Value::Set(format!("root:{group}"), at),
        (Value::Set(user, at), Value::Set(group, _)) => Value::Set(format!("{user}:{group}"), at),
    }
}

/// A name; one with an expression in it is not known.
fn whole(at: At<'_>) -> Value<String> {
    let span: Span = at.span();
    match Value::text(at, "") {
        Value::Set(text, at) if text.contains("{{") => {
            Value::Unknown(at, "an expression decides".into())
        }
        Value::Set(text, at) if text == "0" => Value::Set("root".to_owned(), at),
        Value::Set(text, at) if text == "0:0" => Value::Set("root:root".to_owned(), at),
        Value::Set(text, at) => Value::Set(text, at),
        Value::Default(..) => Value::Default(String::new(), span),
        unknown @ Value::Unknown(..) => unknown,
    }
}

//! `configMapGenerator` and `secretGenerator`.

use ringfort_source::{Entry, Kind, Node};

use crate::build::{Builder, Layer};
use crate::resource::Resource;
use crate::{ProblemKind, path, tree};

pub(crate) fn run(builder: &mut Builder<'_>, layer: &Layer, resources: &mut Vec<Resource>) {
    for (field, kind) in [("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")] {
        for node in layer.root.at(field).list() {
            let object = object(builder, layer, node, kind);
            place(builder, node, object, resources);
        }
    }
}

/// Adds the object, or merges it into one that an earlier generator made.
fn place(builder: &mut Builder<'_>, node: &Node, object: Node, resources: &mut Vec<Resource>) {
    let new = Resource { generated: true, ..Resource::new(object) };
    let behavior = node.at("behavior").str().unwrap_or("create");
    let old = resources
        .iter_mut()
        .find(|r| r.kind() == new.kind() && r.known_as(new.name(), new.namespace()) && r.generated);
    match (behavior, old) {
        ("merge", Some(old)) => {
            for field in ["data", "stringData"] {
                for entry in new.node.at(field).node().map_or(&[][..], Node::entries) {
                    if let Some(data) = tree::ensure(&mut old.node, field, node.span) {
                        tree::set(data, &entry.key, entry.key_span, entry.value.clone());
                    }
                }
            }
        }
        ("replace", Some(old)) => {
            for field in ["data", "stringData"] {
                tree::remove(&mut old.node, field);
                if let Some(data) = new.node.get(field) {
                    tree::set(&mut old.node, field, node.span, data.clone());
                }
            }
        }
        ("merge" | "replace", None) => {
            let cause = format!(
                "`{}` is generated nowhere below, so there is nothing to {behavior}; correct the name",
                new.name()
            );
            builder.problem(ProblemKind::NoMatch, node.span, cause);
        }
        _ => resources.push(new),
    }
}

fn object(builder: &mut Builder<'_>, layer: &Layer, node: &Node, kind: &str) -> Node {
    let span = node.span;
    let map = |entries: Vec<Entry>| Node::new(span, Kind::Map(entries));
    let entry = |key: &str, value: Node| Entry { key: key.into(), key_span: value.span, value };
    let mut metadata = Vec::new();
    for key in ["name", "namespace"] {
        metadata.extend(node.get(key).map(|n| entry(key, n.clone())));
    }
    let mut metadata = map(metadata);
    for options in [layer.root.get("generatorOptions"), node.get("options")].into_iter().flatten() {
        for key in ["labels", "annotations"] {
            for pair in options.at(key).node().map_or(&[][..], Node::entries) {
                if let Some(slot) = tree::ensure(&mut metadata, key, pair.key_span) {
                    tree::set(slot, &pair.key, pair.key_span, pair.value.clone());
                }
            }
        }
    }
    let data = if kind == "Secret" { "stringData" } else { "data" };
    let mut entries = vec![
        entry("apiVersion", tree::text(span, "v1")),
        entry("kind", tree::text(span, kind)),
        entry("metadata", metadata),
        entry(data, map(pairs(builder, layer, node))),
    ];
    entries.extend(node.get("type").filter(|_| kind == "Secret").map(|n| entry("type", n.clone())));
    map(entries)
}

/// Literals, files and env files of one generator.
fn pairs(builder: &mut Builder<'_>, layer: &Layer, node: &Node) -> Vec<Entry> {
    let mut out = Vec::new();
    for literal in node.at("literals").list() {
        let text = literal.as_str().unwrap_or("");
        let Some((key, value)) = text.split_once('=') else {
            let cause = "a literal is written `key=value`; add the `=`";
            builder.problem(ProblemKind::Invalid, literal.span, cause);
            continue;
        };
        let value = value.trim_matches(['"', '\'']);
        out.push(pair(key, literal, Kind::Str(value.into())));
    }
    for file in node.at("files").list() {
        let text = file.as_str().unwrap_or("");
        let name = text.rsplit('/').next().unwrap_or(text);
        let (key, path) = text.split_once('=').unwrap_or((name, text));
        let kind = match builder.file(&path::join(&layer.dir, path), file.span) {
            Some((_, text)) => Kind::Str((&*text).into()),
            None => Kind::Unknown(format!("the file `{path}` was not read").into()),
        };
        out.push(pair(key, file, kind));
    }
    for file in node.at("envs").list().iter().chain(node.at("env").list()) {
        let path = path::join(&layer.dir, file.as_str().unwrap_or(""));
        let Some((_, text)) = builder.file(&path, file.span) else { continue };
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (key, value) = line.split_once('=').unwrap_or((line, ""));
            out.push(pair(key, file, Kind::Str(value.into())));
        }
    }
    out
}

fn pair(key: &str, written: &Node, kind: Kind) -> Entry {
    let value = Node::new(written.span, kind);
    Entry { key: key.into(), key_span: written.span, value }
}

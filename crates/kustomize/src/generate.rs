//! `configMapGenerator` and `secretGenerator`.

use ringfort_source::{Entry, Kind, Node};

use crate::build::{Builder, Layer};
use crate::resource::Resource;
use crate::{ProblemKind, tree};

pub(crate) fn run(builder: &mut Builder<'_>, layer: &Layer, resources: &mut Vec<Resource>) {
    for (field, kind) in [("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")] {
        for node in layer.root.at(field).list() {
            let object = object(builder, layer, node, kind);
            // Said for all, it cannot be taken back for one.
            let plain = [layer.root.get("generatorOptions"), node.get("options")]
                .into_iter()
                .flatten()
                .any(|options| options.at("disableNameSuffixHash").bool() == Some(true));
            place(builder, node, object, !plain, resources);
        }
    }
}

/// Adds the object, or merges it into one that is there.
fn place(
    builder: &mut Builder<'_>,
    node: &Node,
    object: Node,
    hashed: bool,
    resources: &mut Vec<Resource>,
) {
    let new = Resource { hashed, ..Resource::new(object) };
    let behavior = node.at("behavior").str().unwrap_or("create");
    let old = resources
        .iter_mut()
        .find(|r| r.kind() == new.kind() && r.known_as(new.name(), new.namespace()));
    match (behavior, old) {
        ("merge" | "replace", Some(old)) => renew(old, &new, node, behavior == "merge"),
        ("merge" | "replace", None) => {
            let cause = format!(
                "`{}` is generated nowhere below, so there is nothing to {behavior}; correct the name",
                new.name()
            );
            builder.problem(ProblemKind::NoMatch, node.span, cause);
        }
        (_, Some(old)) if old.name() == new.name() && old.namespace() == new.namespace() => {
            let cause = format!(
                "`{}` exists already, which the tool refuses; set `behavior` to merge or replace",
                new.name()
            );
            builder.problem(ProblemKind::Invalid, node.span, cause);
            resources.push(new);
        }
        _ => resources.push(new),
    }
}

/// What a later generator says of an object: its pairs win, and it decides on hash and type.
fn renew(old: &mut Resource, new: &Resource, node: &Node, merge: bool) {
    old.hashed = new.hashed;
    for field in ["data", "binaryData", "stringData"] {
        if !merge {
            tree::remove(&mut old.node, field);
        }
        for entry in new.node.at(field).node().map_or(&[][..], Node::entries) {
            for other in ["data", "binaryData", "stringData"] {
                tree::get_mut(&mut old.node, other).map(|data| tree::remove(data, &entry.key));
            }
            if let Some(data) = tree::ensure(&mut old.node, field, node.span) {
                tree::set(data, &entry.key, entry.key_span, entry.value.clone());
            }
        }
    }
    if let Some(kind) = new.node.get("type") {
        tree::set(&mut old.node, "type", kind.span, kind.clone());
    }
    for field in ["labels", "annotations"] {
        for entry in new.node.at("metadata").key(field).node().map_or(&[][..], Node::entries) {
            let metadata = tree::get_mut(&mut old.node, "metadata");
            if let Some(pairs) = metadata.and_then(|m| tree::ensure(m, field, node.span)) {
                tree::set(pairs, &entry.key, entry.key_span, entry.value.clone());
            }
        }
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
    if kind == "Secret" {
        let written = node.get("type").cloned();
        entries.push(entry("type", written.unwrap_or_else(|| tree::text(span, "Opaque"))));
    }
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
        let value = ['"', '\'']
            .iter()
            .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
            .unwrap_or(value);
        out.push(pair(key, literal, Kind::Str(value.into())));
    }
    for file in node.at("files").list() {
        let text = file.as_str().unwrap_or("");
        let name = text.rsplit('/').next().unwrap_or(text);
        let (key, path) = text.split_once('=').unwrap_or((name, text));
        let kind = match builder.named(layer, path, file.span) {
            Some((_, _, text)) => Kind::Str((&*text).into()),
            None => Kind::Unknown(format!("the file `{path}` was not read").into()),
        };
        out.push(pair(key, file, kind));
    }
    for file in node.at("envs").list().iter().chain(node.at("env").list()) {
        let Some((_, _, text)) = builder.named(layer, file.as_str().unwrap_or(""), file.span)
        else {
            continue;
        };
        out.extend(
            text.trim_start_matches('\u{feff}').lines().filter_map(|line| variable(line, file)),
        );
    }
    out
}

/// One line of an env file.
fn variable(line: &str, file: &Node) -> Option<Entry> {
    let line = line.trim_start();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    Some(match line.split_once('=') {
        Some((key, value)) => pair(key, file, Kind::Str(value.into())),
        None => {
            let cause = format!("`{line}` is taken from the environment of whoever builds");
            pair(line, file, Kind::Unknown(cause.into()))
        }
    })
}

fn pair(key: &str, written: &Node, kind: Kind) -> Entry {
    let value = Node::new(written.span, kind);
    Entry { key: key.into(), key_span: written.span, value }
}

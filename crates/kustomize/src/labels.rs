//! `labels`, `commonLabels` and `commonAnnotations`.

use ringfort_source::{Kind, Node};

use crate::fields::{SELECTORS, TEMPLATES, WRITTEN_SELECTORS};
use crate::resource::Resource;
use crate::tree;

/// How far labels reach.
#[derive(Clone, Copy)]
struct Reach {
    selectors: bool,
    templates: bool,
}

pub(crate) fn run(root: &Node, resources: &mut [Resource]) {
    if let Some(pairs) = root.at("commonLabels").node() {
        apply(pairs, Reach { selectors: true, templates: true }, resources);
    }
    for entry in root.at("labels").list() {
        let on = |key: &str| entry.at(key).bool() == Some(true);
        let selectors = on("includeSelectors");
        let reach = Reach { selectors, templates: selectors || on("includeTemplates") };
        if let Some(pairs) = entry.at("pairs").node() {
            apply(pairs, reach, resources);
        }
    }
    if let Some(pairs) = root.at("commonAnnotations").node() {
        for resource in resources {
            put(&mut resource.node, &["metadata", "annotations"], pairs, true);
            for path in template_paths(resource.kind()) {
                let path: Vec<&str> =
                    path.iter().map(|k| if *k == "labels" { "annotations" } else { k }).collect();
                put(&mut resource.node, &path, pairs, true);
            }
        }
    }
}

fn template_paths(kind: &str) -> Vec<&'static [&'static str]> {
    TEMPLATES.iter().filter(|(kinds, _)| kinds.contains(&kind)).map(|(_, path)| *path).collect()
}

fn apply(pairs: &Node, reach: Reach, resources: &mut [Resource]) {
    for resource in resources {
        let kind = resource.kind().to_owned();
        let node = &mut resource.node;
        put(node, &["metadata", "labels"], pairs, true);
        if reach.templates {
            for path in template_paths(&kind) {
                put(node, path, pairs, true);
            }
        }
        if reach.selectors {
            let of = |table: &'static [(&[&str], &[&str])]| {
                table
                    .iter()
                    .filter(|(kinds, _)| kinds.contains(&kind.as_str()))
                    .map(|(_, path)| *path)
            };
            of(&SELECTORS).for_each(|path| put(node, path, pairs, true));
            of(&WRITTEN_SELECTORS).for_each(|path| put(node, path, pairs, false));
        }
    }
}

/// Puts `pairs` into the map at `path`; `make` says whether it is made where it is missing.
fn put(node: &mut Node, path: &[&str], pairs: &Node, make: bool) {
    let Some((key, rest)) = path.split_first() else {
        for entry in pairs.entries() {
            tree::set(node, &entry.key, entry.key_span, entry.value.clone());
        }
        return;
    };
    if *key == "[]" {
        if let Kind::Seq(items) = &mut node.kind {
            for item in items {
                put(item, rest, pairs, make);
            }
        }
        return;
    }
    let next = if make { tree::ensure(node, key, pairs.span) } else { tree::get_mut(node, key) };
    if let Some(next) = next {
        put(next, rest, pairs, make);
    }
}

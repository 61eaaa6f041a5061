//! kind's `Cluster`: its patches are kubeadm objects written as text.
//!
//! Only the shape that such patches have is read: maps by indentation, scalars, and lists of flat maps.
//! A text of another shape gives no flags. Places are those of the patch as a whole.

use ringfort_model::kube::Object;
use ringfort_source::{At, Entry, Kind, Node, Span};

use super::{Component, Origin, kubeadm};

/// Adds what the patches of `object` configure.
pub(super) fn components(object: &Object, found: &mut Vec<Component>) {
    if object.group() != "kind.x-k8s.io" || &*object.kind != "Cluster" {
        return;
    }
    let own = object.at("kubeadmConfigPatches").list().iter();
    let nodes = object.at("nodes").list().iter();
    let of_nodes = nodes.flat_map(|n| n.at("kubeadmConfigPatches").list());
    for patch in own.chain(of_nodes) {
        let Some(text) = patch.as_str() else { continue };
        let root = tree(text, patch.span);
        let kind = root.at("kind").str().unwrap_or("").to_owned();
        for mut component in kubeadm::written(object, &kind, At::Set(&root)) {
            (component.origin, component.head) = (Origin::Kind, patch.span);
            component.flags.iter_mut().for_each(|f| f.exact = false);
            found.push(component);
        }
    }
}

/// Lines with their indentation, without comments and blank ones; a dash counts as indentation.
fn lines(text: &str) -> Vec<(usize, bool, &str)> {
    let lines = text.lines().filter_map(|line| {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        let item = body.strip_prefix("- ");
        let body = item.unwrap_or(body).trim();
        let skipped = body.is_empty() || body.starts_with('#') || body == "---";
        (!skipped).then_some((indent + if item.is_some() { 2 } else { 0 }, item.is_some(), body))
    });
    lines.collect()
}

fn tree(text: &str, span: Span) -> Node {
    let lines = lines(text);
    let mut rest = &lines[..];
    block(&mut rest, 0, span, 0)
}

/// The map (or list of maps) whose lines are indented by `least` or more.
fn block(rest: &mut &[(usize, bool, &str)], least: usize, span: Span, depth: usize) -> Node {
    let (mut entries, mut items): (Vec<Entry>, Vec<Node>) = (vec![], vec![]);
    let (mut level, mut is_list) = (None, false);
    while let Some((indent, starts, body)) = rest.first().copied() {
        if indent < least || depth > 16 || level.is_some_and(|l| indent < l) {
            break;
        }
        let level = *level.get_or_insert(indent);
        *rest = rest.get(1..).unwrap_or(&[]);
        is_list |= starts;
        if starts && !entries.is_empty() {
            items.push(Node::new(span, Kind::Map(std::mem::take(&mut entries))));
        }
        let Some((key, value)) = body.split_once(':') else { continue };
        let value = value.trim();
        let value = if value.is_empty() {
            block(rest, level + 1, span, depth + 1)
        } else {
            Node::new(span, Kind::Str(plain(value).into()))
        };
        entries.push(Entry { key: plain(key).into(), key_span: span, value });
    }
    let kind = if is_list {
        items.push(Node::new(span, Kind::Map(entries)));
        Kind::Seq(items)
    } else {
        Kind::Map(entries)
    };
    Node::new(span, kind)
}

fn plain(text: &str) -> &str {
    let text = text.split(" #").next().unwrap_or(text).trim();
    text.trim_matches(['"', '\''])
}

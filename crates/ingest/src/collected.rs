//! Objects in which a node collector carries files of the node (group `hostdata.kubescape.cloud`): each is there as base64
//! in a field `content`, which becomes the tree that the file holds. Everything in it stands where the field stands.

use ringfort_source::{Kind, Node, SourceId, Span, encoding};
use ringfort_syntax::yaml;

const GROUP: &str = "hostdata.kubescape.cloud/";

/// The object with the files in it opened; any other object as it is.
pub(crate) fn opened(source: SourceId, mut root: Node) -> Node {
    if is_collected(&root) {
        open(source, &mut root);
    }
    root
}

/// The files in an opened object that configure the cluster as objects of their own.
pub(crate) fn configurations(root: &Node) -> Option<Node> {
    let file = root.at("data.APIServerInfo.encryptionProviderConfigFile.content").node()?;
    let named = file.at("kind").str() == Some("EncryptionConfiguration");
    (is_collected(root) && named).then(|| file.clone())
}

fn is_collected(root: &Node) -> bool {
    root.at("apiVersion").str().is_some_and(|version| version.starts_with(GROUP))
}

fn open(source: SourceId, node: &mut Node) {
    match &mut node.kind {
        Kind::Seq(items) => items.iter_mut().for_each(|item| open(source, item)),
        Kind::Map(entries) => {
            for entry in entries {
                if &*entry.key == "content" {
                    read(source, &mut entry.value);
                } else {
                    open(source, &mut entry.value);
                }
            }
        }
        _ => {}
    }
}

/// Replaces a text that stands for a file of YAML or JSON by what the file holds.
fn read(source: SourceId, content: &mut Node) {
    let Some(text) = content.as_str().and_then(encoding::base64_text) else { return };
    let mut documents = yaml::parse(source, &text).documents.into_iter();
    let Some(tree) = documents.next().map(|d| d.root).filter(|t| !t.entries().is_empty()) else {
        return;
    };
    content.kind = placed(tree, content.span).kind;
}

/// The tree with everything in it at `at`.
fn placed(mut tree: Node, at: Span) -> Node {
    (tree.span, tree.from) = (at, None);
    match &mut tree.kind {
        Kind::Seq(items) => {
            for item in items {
                let null = Node::new(at, Kind::Null);
                *item = placed(std::mem::replace(item, null), at);
            }
        }
        Kind::Map(entries) => {
            for entry in entries {
                let null = Node::new(at, Kind::Null);
                entry.key_span = at;
                entry.value = placed(std::mem::replace(&mut entry.value, null), at);
            }
        }
        _ => {}
    }
    tree
}

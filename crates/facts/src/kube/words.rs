//! The words of a container's command line.

use ringfort_model::kube::{Container, Object, Workload};
use ringfort_source::{At, Span};

/// The words of `command` and `args`, texts taken apart at spaces, and the place of one that is not known.
pub fn command_words(
    container: &Container,
    workload: &Workload,
    object: &Object,
) -> (Vec<(String, Span)>, Option<Span>) {
    let node = container.node(workload, object);
    let lists = ["command", "args"].map(|key| node.map(|n| n.at(key)));
    let (mut words, mut hidden) = (vec![], None);
    for list in lists.into_iter().flatten() {
        if let At::Unknown(node) = list {
            hidden = Some(node.span);
        }
        for node in list.list() {
            match node.scalar() {
                Some(text) => {
                    let parts = text.split_whitespace();
                    words.extend(parts.map(|word| (word.to_owned(), node.span)));
                }
                None => hidden = Some(node.span),
            }
        }
    }
    (words, hidden)
}

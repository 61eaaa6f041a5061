//! k3s and RKE2: `config.yaml`, and their own command line, pass flags on to the components they start
//! (docs.k3s.io/installation/configuration, docs.rke2.io/install/configuration).

use std::sync::Arc;

use ringfort_model::kube::ObjectId;
use ringfort_model::{Document, Value};
use ringfort_source::{At, Entry, Node, Span};

use super::flags::{self, Flag, Word};
use super::{Component, ComponentKind, Origin};

/// The format that ingest gives such files.
const FORMAT: &str = "k3s";

/// Lists of `name=value`, by the component that gets them.
const LISTS: &[(&str, ComponentKind)] = &[
    ("kube-apiserver-arg", ComponentKind::ApiServer),
    ("kube-controller-manager-arg", ComponentKind::ControllerManager),
    ("kube-scheduler-arg", ComponentKind::Scheduler),
    ("etcd-arg", ComponentKind::Etcd),
    ("kubelet-arg", ComponentKind::Kubelet),
    ("kube-proxy-arg", ComponentKind::KubeProxy),
];

/// Adds the components that `document` configures.
pub(super) fn components(document: &Document, found: &mut Vec<Component>) {
    if document.format != FORMAT {
        return;
    }
    let place: Arc<str> = (&*document.path).into();
    for (key, kind) in LISTS {
        // A key with a plus sign adds to the list of another file.
        let same = |e: &&Entry| e.key.trim_end_matches('+') == *key;
        let entries: Vec<&Entry> = document.root.entries().iter().filter(same).collect();
        let protects = document.root.entry("protect-kernel-defaults");
        let protects = protects.filter(|_| *kind == ComponentKind::Kubelet);
        let Some(head) = entries.first().copied().or(protects).map(|e| e.key_span) else {
            continue;
        };
        let items = entries.iter().flat_map(|e| e.value.one_or_many());
        let mut flags: Vec<Flag> = items.filter_map(flag).collect();
        flags.extend(protects.map(|e| Flag {
            name: "protect-kernel-defaults".into(),
            value: Value::text(At::Set(&e.value), "false"),
            exact: false,
        }));
        let cause = "the distribution decides about what its configuration leaves out";
        found.push(Component {
            kind: *kind,
            object: ObjectId(u32::MAX),
            place: Some(place.clone()),
            origin: Origin::Distribution,
            flags,
            open: Some((head, cause.into())),
            head,
            last: None,
            image: Value::Unknown(head, cause.into()),
        });
    }
}

/// Adds the components that a command line such as `k3s server --kube-apiserver-arg=...` starts.
pub(super) fn command(words: &[Word], file: &str, head: Span, found: &mut Vec<Component>) {
    let text = |index: usize| words.get(index).and_then(|w| w.text.as_deref()).unwrap_or("");
    let program = text(0).rsplit('/').next().unwrap_or("");
    if matches!(program, "k3s" | "rke2") && matches!(text(1), "server" | "agent") {
        arguments(words.get(2..).unwrap_or(&[]), file, head, found);
    }
}

/// The same for the arguments alone.
pub(super) fn arguments(words: &[Word], file: &str, head: Span, found: &mut Vec<Component>) {
    let (flags, _) = flags::read(words);
    for (key, kind) in LISTS {
        let passed = flags.iter().filter(|f| &*f.name == *key).map(|f| match f.value.known() {
            Some(text) => named(text, f.value.span()),
            None => f.clone(),
        });
        let own = flags
            .iter()
            .filter(|f| *kind == ComponentKind::Kubelet && &*f.name == "protect-kernel-defaults");
        let flags: Vec<Flag> = passed.chain(own.cloned()).collect();
        if !flags.is_empty() {
            let cause = "the distribution, and its configuration file, decide about what the command line leaves out";
            found.push(Component {
                kind: *kind,
                object: ObjectId(u32::MAX),
                place: Some(file.into()),
                origin: Origin::Distribution,
                flags,
                open: Some((head, cause.into())),
                head,
                last: None,
                image: Value::Unknown(head, cause.into()),
            });
        }
    }
}

/// `name=value`, or `name` for a switch.
fn flag(item: &Node) -> Option<Flag> {
    Some(named(item.as_str()?, item.span))
}

fn named(text: &str, at: Span) -> Flag {
    let (name, value) = text.split_once('=').unwrap_or((text, "true"));
    let name = flags::normal(name.trim().trim_start_matches('-'));
    Flag { name, value: Value::Set(value.trim().to_owned(), at), exact: false }
}

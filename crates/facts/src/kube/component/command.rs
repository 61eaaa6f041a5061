//! Components that pods run: static pods of a control plane, DaemonSets, self-hosted ones.

use ringfort_model::Value;
use ringfort_model::kube::{Container, EnvSource, Object, Workload};
use ringfort_source::{At, Node, Span};

use super::flags::{self, Flag, Word};
use super::{Component, ComponentKind, Origin};

/// Programs that start the one named after them.
const WRAPPERS: &[&str] =
    &["exec", "go-runner", "tini", "dumb-init", "nice", "env", "kube-log-runner"];
/// Shells that take a script after `-c`.
const SHELLS: &[&str] = &["sh", "bash", "ash", "dash"];

/// The component that `container` runs, if it runs one.
pub(super) fn component(
    workload: &Workload,
    object: &Object,
    container: &Container,
) -> Option<Component> {
    let node = container.node(workload, object)?;
    let words = words_of(node);
    let (kind, words, last) = match program(&words) {
        Some((kind, after)) => {
            let words = words.get(after..).unwrap_or(&[]).to_vec();
            (kind, words, last_argument(node))
        }
        None => match shell_program(&words) {
            Some((kind, words)) => (kind, words, None),
            None => (image_program(container, node)?, words, last_argument(node)),
        },
    };
    let (mut flags, hidden) = flags::read(&words);
    if kind == ComponentKind::Etcd {
        flags.splice(0..0, environment(container));
    }
    let open = hidden.or_else(|| unread_list(node)).map(unread).or_else(|| elsewhere(kind, &flags));
    Some(Component {
        kind,
        object: object.id,
        place: None,
        origin: Origin::Command,
        flags,
        open,
        head: container.head,
        last,
        image: container.image.clone(),
    })
}

fn unread(span: Span) -> (Span, Box<str>) {
    (span, "part of the command line is not known from what was read".into())
}

/// A file that a flag names decides about what the command line leaves out.
pub(super) fn elsewhere(kind: ComponentKind, flags: &[Flag]) -> Option<(Span, Box<str>)> {
    let name = match kind {
        ComponentKind::Kubelet | ComponentKind::Scheduler | ComponentKind::KubeProxy => "config",
        ComponentKind::Etcd => "config-file",
        ComponentKind::ApiServer | ComponentKind::ControllerManager => return None,
    };
    let flag = flags.iter().rev().find(|f| &*f.name == name)?;
    // The scheduler's file holds profiles and clients; listeners and profiling stay flags.
    (kind != ComponentKind::Scheduler)
        .then(|| (flag.value.span(), "the file that this flag names decides".into()))
}

/// `command` and `args`, one after the other.
fn words_of(container: &Node) -> Vec<Word> {
    let lists = ["command", "args"].map(|field| container.at(field).node());
    lists.into_iter().flatten().flat_map(Node::items).map(Word::of).collect()
}

/// `command` or `args` as a whole that is not known.
fn unread_list(container: &Node) -> Option<Span> {
    ["command", "args"].into_iter().find_map(|field| match container.at(field) {
        At::Unknown(node) => Some(node.span),
        _ => None,
    })
}

fn last_argument(container: &Node) -> Option<Span> {
    let list = |field: &str| container.at(field).node().and_then(|n| n.items().last());
    list("args").or_else(|| list("command")).map(|n| n.span)
}

fn base(text: &str) -> &str {
    text.rsplit('/').next().unwrap_or(text)
}

/// The component that the words start, and the index of its first argument.
pub(super) fn program(words: &[Word]) -> Option<(ComponentKind, usize)> {
    for (i, word) in words.iter().enumerate() {
        let name = base(word.text.as_deref()?);
        if let Some(kind) = ComponentKind::of_program(name) {
            return Some((kind, i + 1));
        }
        if name == "hyperkube" {
            let next = words.get(i + 1)?.text.as_deref()?;
            return Some((hyperkube(next)?, i + 2));
        }
        let is_flag = i > 0 && name.starts_with('-');
        if !is_flag && !WRAPPERS.contains(&name) {
            return None;
        }
    }
    None
}

/// The components that the retired all-in-one program knew by shorter names.
fn hyperkube(name: &str) -> Option<ComponentKind> {
    match name {
        "apiserver" => Some(ComponentKind::ApiServer),
        "controller-manager" => Some(ComponentKind::ControllerManager),
        "scheduler" => Some(ComponentKind::Scheduler),
        "proxy" => Some(ComponentKind::KubeProxy),
        other => ComponentKind::of_program(other),
    }
}

/// The component that a literal script of a shell starts, with the words after it.
fn shell_program(words: &[Word]) -> Option<(ComponentKind, Vec<Word>)> {
    let shell = base(words.first()?.text.as_deref()?);
    if !SHELLS.contains(&shell) {
        return None;
    }
    let script =
        words.iter().skip(1).find(|w| w.text.as_deref().is_some_and(|t| !t.starts_with('-')))?;
    let text = script.text.as_deref()?;
    let words = text.replace("\\\n", " ");
    let mut parts = words.split([';', '|', '&', '\n']);
    parts.find_map(|part| {
        let words = part.split_whitespace().take_while(|w| !w.contains('>')).map(|w| Word {
            text: Some(w.to_owned()),
            span: script.span,
            exact: false,
        });
        let words: Vec<Word> = words.collect();
        let (kind, after) = program(&words)?;
        Some((kind, words.into_iter().skip(after).collect()))
    })
}

/// A container with arguments only: the image's own program gets them.
fn image_program(container: &Container, node: &Node) -> Option<ComponentKind> {
    if !node.at("command").is_absent() || node.at("args").list().is_empty() {
        return None;
    }
    let image = container.image.known()?;
    let name = base(image).split(['@', ':']).next()?;
    let kind = ComponentKind::of_program(name)?;
    (kind != ComponentKind::Etcd).then_some(kind)
}

/// etcd reads `ETCD_CLIENT_CERT_AUTH` for `--client-cert-auth`; the flag wins
/// (etcd documentation, configuration options).
fn environment(container: &Container) -> Vec<Flag> {
    let each = container.env.iter().filter_map(|variable| {
        let name = variable.name.strip_prefix("ETCD_")?.to_lowercase();
        let value = match &variable.source {
            EnvSource::Literal(value) => value.clone(),
            _ => Value::Unknown(variable.span, "the value comes from elsewhere".into()),
        };
        Some(Flag { name: flags::normal(&name), value, exact: false })
    });
    each.collect()
}

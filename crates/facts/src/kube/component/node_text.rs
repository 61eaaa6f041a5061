//! What other files put onto nodes or run there: units of systemd, the kubelet's arguments in a file of environment,
//! commands that start a component, k3s or RKE2, or hand arguments to an installer.

use ringfort_model::kube::ObjectId;
use ringfort_model::{NodeText, Value};
use ringfort_source::Span;

use super::flags::{self, Flag, Word};
use super::{Component, ComponentKind, Origin, command, distribution, kubelet, systemd};

/// Adds the components that `text` configures.
pub(super) fn components(text: &NodeText, found: &mut Vec<Component>) {
    if text.path.is_empty() {
        for words in commands(text) {
            run(&words, text, found);
        }
    } else if is_environment(&text.path) {
        environment(text, found);
    } else if is_kubelet_file(&text.path) {
        part(text, found);
    } else {
        systemd::embedded(text, found);
    }
}

/// Where the kubelet's units look for further arguments (kubeadm documentation, "The kubelet drop-in file").
fn is_environment(path: &str) -> bool {
    path.ends_with("/default/kubelet")
        || path.ends_with("/sysconfig/kubelet")
        || path.ends_with("/kubeadm-flags.env")
}

fn is_kubelet_file(path: &str) -> bool {
    matches!(path, "/var/lib/kubelet/config.yaml" | "/etc/kubernetes/kubelet/config.yaml")
        || path.ends_with("/kubelet-config.yaml")
}

/// The words of each simple command of a shell's text: quotes hold together, `;`, `|`, `&` and line ends divide.
fn commands(text: &NodeText) -> Vec<Vec<Word>> {
    let mut all: Vec<Vec<Word>> = vec![vec![]];
    let (mut word, mut begin): (Option<String>, usize) = (None, 0);
    let (mut quote, mut escaped) = (None, false);
    let mut finish = |word: &mut Option<String>, from: usize, to: usize, ends: bool| {
        if let (Some(done), Some(last)) = (word.take(), all.last_mut()) {
            last.push(Word { text: Some(done), span: text.span(from, to), exact: false });
        }
        if ends && all.last().is_some_and(|last| !last.is_empty()) {
            all.push(vec![]);
        }
    };
    for (at, c) in text.text.char_indices() {
        let starts = word.is_none();
        match c {
            _ if escaped => {
                escaped = false;
                if c != '\n' {
                    word.get_or_insert_default().push(c);
                }
            }
            '\\' if quote != Some('\'') => escaped = true,
            c if quote == Some(c) => quote = None,
            c if quote.is_some() => word.get_or_insert_default().push(c),
            '"' | '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            ';' | '|' | '&' | '\n' => finish(&mut word, begin, at, true),
            c if c.is_whitespace() => finish(&mut word, begin, at, false),
            c => word.get_or_insert_default().push(c),
        }
        if starts && word.is_some() {
            begin = at;
        }
    }
    finish(&mut word, begin, text.text.len(), true);
    all
}

/// What goes before a program without changing which one it is.
const BEFORE: [&str; 4] = ["sudo", "exec", "nohup", "env"];
/// What the installers of k3s and RKE2 take their command line from.
const INSTALLERS: [&str; 2] = ["INSTALL_K3S_EXEC", "INSTALL_RKE2_EXEC"];

fn run(words: &[Word], text: &NodeText, found: &mut Vec<Component>) {
    let Some(head) = words.first().map(|w| w.span) else { return };
    let file = &*text.file;
    for word in words {
        let body = word.text.as_deref().unwrap_or("");
        match body.split_once('=') {
            Some((name, value)) if INSTALLERS.contains(&name) => {
                let inner = inner(value, word.span);
                let named = inner.first().and_then(|w| w.text.as_deref());
                let skipped = usize::from(matches!(named, Some("server" | "agent")));
                distribution::arguments(inner.get(skipped..).unwrap_or(&[]), file, head, found);
            }
            Some((name, value)) if is_kubelet_variable(name) => {
                further(&inner(value, word.span), text, word.span, found);
            }
            Some(("--kubelet-extra-args", value)) => {
                further(&inner(value, word.span), text, word.span, found);
            }
            _ => {}
        }
    }
    let extra = words.windows(2).find_map(|pair| match pair {
        [flag, value] if flag.text.as_deref() == Some("--kubelet-extra-args") => Some(value),
        _ => None,
    });
    if let Some(value) = extra {
        further(&inner(value.text.as_deref().unwrap_or(""), value.span), text, value.span, found);
    }
    let before = |w: &&Word| {
        w.text.as_deref().is_none_or(|t| {
            BEFORE.contains(&t)
                || t.split_once('=').is_some_and(|(n, _)| !n.starts_with('-') && !n.contains('/'))
        })
    };
    let rest = words.get(words.iter().take_while(before).count()..).unwrap_or(&[]);
    distribution::command(rest, file, head, found);
    if let Some((kind, after)) = command::program(rest) {
        let (flags, hidden) = flags::read(rest.get(after..).unwrap_or(&[]));
        if !flags.is_empty() {
            let cause = "part of the command line is not known from what was read";
            let open = hidden.map(|span| (span, cause.into()));
            let open = open.or_else(|| command::elsewhere(kind, &flags));
            found.push(component(kind, Origin::Command, flags, open, text, head));
        }
    }
}

fn inner(text: &str, span: Span) -> Vec<Word> {
    let word = |text: &str| Word {
        text: Some(text.trim_matches(['"', '\'']).to_owned()),
        span,
        exact: false,
    };
    systemd::split(text).map(|(_, text)| word(text)).collect()
}

fn is_kubelet_variable(name: &str) -> bool {
    name.trim_start().trim_start_matches("export ").starts_with("KUBELET_")
}

/// `KUBELET_EXTRA_ARGS="--a=b --c=d"`, line by line.
fn environment(text: &NodeText, found: &mut Vec<Component>) {
    let mut offset = 0;
    for line in text.text.split_inclusive('\n') {
        if let Some((name, value)) = line.trim_end().split_once('=')
            && is_kubelet_variable(name)
        {
            let span = text.span(offset, offset + line.trim_end().len());
            let value = value.trim().trim_matches(['"', '\'']);
            further(&inner(value, span), text, span, found);
        }
        offset += line.len();
    }
}

/// Arguments that the kubelet gets beside others.
fn further(words: &[Word], text: &NodeText, head: Span, found: &mut Vec<Component>) {
    let (flags, _) = flags::read(words);
    if !flags.is_empty() {
        let cause = "the kubelet gets other arguments and a configuration file, which decide about the rest";
        let open = Some((head, cause.into()));
        found.push(component(ComponentKind::Kubelet, Origin::Command, flags, open, text, head));
    }
}

/// A part of the kubelet's configuration file, as `lineinfile` writes it: `readOnlyPort: 0`.
fn part(text: &NodeText, found: &mut Vec<Component>) {
    let head = text.span(0, text.text.len());
    let flags: Vec<Flag> = text
        .text
        .lines()
        .filter_map(|line| {
            let (field, value) = line.trim().split_once(':')?;
            let name = kubelet::flag(field)?;
            let value = value.trim().trim_matches(['"', '\'']);
            let known = !value.is_empty() && !value.contains("{{");
            let value = if known {
                Value::Set(value.to_owned(), head)
            } else {
                Value::Unknown(head, "not known from what was read".into())
            };
            Some(Flag { name: name.into(), value, exact: false })
        })
        .collect();
    if !flags.is_empty() {
        let cause = "the rest of the kubelet's configuration file is not written here";
        let open = Some((head, cause.into()));
        found.push(component(ComponentKind::Kubelet, Origin::KubeletFile, flags, open, text, head));
    }
}

fn component(
    kind: ComponentKind,
    origin: Origin,
    flags: Vec<Flag>,
    open: Option<(Span, Box<str>)>,
    text: &NodeText,
    head: Span,
) -> Component {
    Component {
        kind,
        object: ObjectId(u32::MAX),
        place: Some((&*text.file).into()),
        origin,
        flags,
        open,
        head,
        last: None,
        image: Value::Unknown(head, "a command names no image".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ringfort_source::SourceId;

    /// Kind, flag and value of every flag that is found.
    fn flags_of(path: &str, text: &str) -> Vec<String> {
        let lines = vec![Span::new(SourceId(0), 0, 1)];
        let text = NodeText { file: "f".into(), path: path.into(), text: text.into(), lines };
        let mut found = vec![];
        components(&text, &mut found);
        let each = found.iter().flat_map(|c| c.flags.iter().map(move |f| (c, f)));
        let value = |f: &Flag| f.value.known().cloned().unwrap_or("?".into());
        each.map(|(c, f)| format!("{} {}={}", c.kind.name(), f.name, value(f))).collect()
    }

    #[test]
    fn commands_of_nodes_configure_components() {
        holds(&[
            ("", "kubelet --anonymous-auth=true", &["kubelet anonymous-auth=true"]),
            (
                "",
                "apt-get update && sudo /usr/bin/kubelet --read-only-port 10255 &",
                &["kubelet read-only-port=10255"],
            ),
            (
                "",
                "k3s server --kube-apiserver-arg=anonymous-auth=true --kubelet-arg read-only-port=1",
                &["kube-apiserver anonymous-auth=true", "kubelet read-only-port=1"],
            ),
            (
                "",
                "curl -sfL https://get.k3s.io | INSTALL_K3S_EXEC=\"server --kube-apiserver-arg=profiling=true\" sh -s -",
                &["kube-apiserver profiling=true"],
            ),
            (
                "",
                "/etc/eks/bootstrap.sh shop --kubelet-extra-args '--read-only-port=10255 --event-qps=0'",
                &["kubelet read-only-port=10255", "kubelet event-qps=0"],
            ),
            (
                "",
                "echo 'KUBELET_EXTRA_ARGS=--anonymous-auth=true' > /etc/default/kubelet",
                &["kubelet anonymous-auth=true"],
            ),
            ("", "echo kubelet --anonymous-auth=true", &[]),
            ("", "kubelet --anonymous-auth=$ANON", &["kubelet anonymous-auth=?"]),
            ("", "'unclosed", &[]),
        ]);
    }

    #[test]
    fn files_of_nodes_configure_components() {
        holds(&[
            (
                "/etc/default/kubelet",
                "# none\nKUBELET_EXTRA_ARGS=\"--read-only-port=10255\"\n",
                &["kubelet read-only-port=10255"],
            ),
            (
                "/var/lib/kubelet/config.yaml",
                "readOnlyPort: 10255\n",
                &["kubelet read-only-port=10255"],
            ),
            (
                "/etc/systemd/system/kubelet.service",
                "[Service]\nExecStart=/usr/bin/kubelet --anonymous-auth=true\n",
                &["kubelet anonymous-auth=true"],
            ),
            (
                "/etc/systemd/system/k3s.service",
                "[Service]\nExecStart=/usr/local/bin/k3s \\\n  server \\\n  '--kube-apiserver-arg=anonymous-auth=true'\n",
                &["kube-apiserver anonymous-auth=true"],
            ),
            (
                "/etc/systemd/system/etcd.service",
                "[Service]\nEnvironment=ETCD_CLIENT_CERT_AUTH=false\nExecStart=/usr/bin/etcd --name=a\n",
                &["etcd client-cert-auth=false", "etcd name=a"],
            ),
            ("/etc/motd", "kubelet --anonymous-auth=true", &[]),
        ]);
    }

    /// A path on the node (empty: a command), what stands there, and the flags that it sets.
    fn holds(table: &[(&str, &str, &[&str])]) {
        for (path, text, expected) in table {
            assert_eq!(flags_of(path, text), *expected, "{path}: {text}");
        }
    }
}

//! What a file that sets up nodes writes there and runs there, each text with the lines it is written at: cloud-init
//! (`write_files`, `runcmd`, `bootcmd`), Ignition and Butane (`storage.files`, `systemd.units`), Ansible (`copy`,
//! `lineinfile`, `blockinfile`, commands), Cluster API (`files`, commands before and after kubeadm).

use ringfort_kustomize::Lines;
use ringfort_model::{Document, NodeText};
use ringfort_source::{Kind, Node, Span, encoding};
use ringfort_syntax::{Error, yaml};

use crate::parse::Parsed;
use crate::read::Input;
use crate::{kube, yaml as trees};

/// How many texts one file may hold.
const MOST: usize = 2_000;

/// Adds to `parsed` what `root`, the tree of `text`, puts onto nodes and runs there.
pub(crate) fn read(input: &Input, text: &str, root: &Node, parsed: &mut Parsed) {
    let mut found = Found { file: text, texts: vec![], errors: vec![] };
    found.node(root, "");
    parsed.errors.append(&mut found.errors);
    if found.texts.len() >= MOST {
        let message = format!(
            "sets up nodes with more than {MOST} texts, of which the first are evaluated: split it"
        );
        parsed.errors.push(Error { span: root.span, message });
    }
    for one in found.texts {
        sort_in(input, one, parsed);
    }
}

/// A text with its place on the node, and its places in the file.
struct Text {
    path: String,
    content: String,
    lines: Lines,
    at: Span,
    /// Is it a part of the file on the node, which has more?
    part: bool,
}

struct Found<'a> {
    file: &'a str,
    texts: Vec<Text>,
    errors: Vec<Error>,
}

/// Keys whose lists hold commands: cloud-init's, and Cluster API's around kubeadm.
const COMMANDS: [&str; 5] =
    ["runcmd", "bootcmd", "preKubeadmCommands", "postKubeadmCommands", "boot_commands"];
/// Ansible's modules that run a command, without their collection.
const RUNS: [&str; 4] = ["command", "shell", "raw", "script"];

impl Found<'_> {
    /// `key` is the name under which `node` stands.
    fn node(&mut self, node: &Node, key: &str) {
        if self.texts.len() >= MOST {
            return;
        }
        match &node.kind {
            Kind::Seq(items) if COMMANDS.contains(&key) => {
                for item in items {
                    self.command(item);
                }
            }
            Kind::Seq(items) => items.iter().for_each(|item| self.node(item, key)),
            Kind::Map(entries) => {
                self.own(node, key);
                for entry in entries {
                    let module = entry.key.rsplit('.').next().unwrap_or(&entry.key);
                    self.task(module, &entry.value);
                    self.node(&entry.value, &entry.key);
                }
            }
            _ => {}
        }
    }

    /// A file or unit by the fields that hold its text.
    fn own(&mut self, node: &Node, key: &str) {
        let path = node.at("path").str();
        if let (Some(path), Some(content)) = (path, node.get("content")) {
            self.encoded(path, content, node.at("encoding").str().unwrap_or(""));
        }
        if let (Some(path), Some(contents)) = (path, node.get("contents")) {
            self.contents(path, contents);
        }
        let unit = node.at("name").str().filter(|_| key == "units");
        if let Some(unit) = unit {
            let folder = format!("/etc/systemd/system/{unit}");
            node.get("contents").into_iter().for_each(|text| self.add(&folder, text, false));
            for part in node.at("dropins").list() {
                if let (Some(name), Some(text)) = (part.at("name").str(), part.get("contents")) {
                    self.add(&format!("{folder}.d/{name}"), text, false);
                }
            }
        }
    }

    /// cloud-init's `encoding` (its documentation, "Write Files").
    fn encoded(&mut self, path: &str, content: &Node, encoding: &str) {
        match encoding {
            "" | "text/plain" => self.add(path, content, false),
            "b64" | "base64" => {
                let text = content.as_str().and_then(encoding::base64_text);
                self.decoded(path, content, text);
            }
            other => {
                self.refuse(path, content.span, &format!("is written in the encoding `{other}`"));
            }
        }
    }

    /// Ignition's `contents.source`, a data URL; Butane's `contents.inline` (their specifications).
    fn contents(&mut self, path: &str, contents: &Node) {
        if let Some(inline) = contents.get("inline") {
            self.add(path, inline, false);
        }
        let Some(source) = contents.get("source") else {
            if let Some(local) = contents.get("local") {
                self.refuse(path, local.span, "is taken from a local file");
            }
            return;
        };
        let packed = contents.at("compression").str().filter(|c| !c.is_empty());
        match (packed, source.as_str().and_then(|url| url.strip_prefix("data:"))) {
            (Some(packed), _) => {
                self.refuse(path, source.span, &format!("is compressed (`{packed}`)"));
            }
            (None, Some(url)) => self.decoded(path, source, data(url)),
            (None, None) => self.refuse(path, source.span, "is fetched from elsewhere"),
        }
    }

    /// A task of Ansible.
    fn task(&mut self, module: &str, arguments: &Node) {
        let path = ["dest", "path", "name"].into_iter().find_map(|key| arguments.at(key).str());
        let text = match module {
            "copy" => arguments.get("content"),
            "lineinfile" => arguments.get("line"),
            "blockinfile" => arguments.get("block").or_else(|| arguments.get("content")),
            _ if RUNS.contains(&module) => {
                let inner =
                    ["cmd", "_raw_params", "argv"].into_iter().find_map(|k| arguments.get(k));
                self.command(inner.unwrap_or(arguments));
                return;
            }
            _ => return,
        };
        if let (Some(path), Some(text)) = (path, text) {
            self.add(path, text, module != "copy");
        }
    }

    /// A command: a text, or a list of words.
    fn command(&mut self, node: &Node) {
        let words: Option<Vec<String>> = node.items().iter().map(Node::scalar).collect();
        match (node.as_str(), words) {
            (Some(_), _) => self.add("", node, false),
            (None, Some(words)) if !words.is_empty() => {
                let quoted = |word: &String| format!("'{}'", word.replace('\'', " "));
                let text = words.iter().map(quoted).collect::<Vec<_>>().join(" ");
                self.decoded("", node, Some(text));
            }
            _ => {}
        }
    }

    fn add(&mut self, path: &str, node: &Node, part: bool) {
        if let Some(text) = node.as_str() {
            let lines = Lines::new(node, self.file, text);
            let (path, text) = (path.to_owned(), text.to_owned());
            self.texts.push(Text { path, content: text, lines, at: node.span, part });
        } else if node.is_unknown() {
            self.refuse(path, node.span, "is not known");
        }
    }

    /// A text that the file holds in another form: its place is that of the whole.
    fn decoded(&mut self, path: &str, node: &Node, text: Option<String>) {
        let Some(text) = text else {
            self.refuse(path, node.span, "cannot be decoded");
            return;
        };
        let lines = Lines::new(node, "", "");
        self.texts.push(Text {
            path: path.to_owned(),
            content: text,
            lines,
            at: node.span,
            part: false,
        });
    }

    /// Says that a file is not evaluated, where it is one that configures the cluster.
    fn refuse(&mut self, path: &str, span: Span, why: &str) {
        if configures(path) {
            let message = format!(
                "`{path}` {why}, so it is not evaluated: write it as plain text, or scan the file itself too"
            );
            self.errors.push(Error { span, message });
        }
    }
}

/// Is the file at `path` one that configures a node's part of the cluster?
fn configures(path: &str) -> bool {
    const FOLDERS: [&str; 8] = [
        "/etc/kubernetes/",
        "/var/lib/kubelet/",
        "/etc/rancher/",
        "/var/lib/rancher/",
        "/etc/default/kubelet",
        "/etc/sysconfig/kubelet",
        "/etc/systemd/system/kubelet",
        "/etc/systemd/system/k3s",
    ];
    FOLDERS.iter().any(|folder| path.starts_with(folder))
}

/// The text of a data URL without its scheme: percent-encoded or base64 (RFC 2397).
fn data(url: &str) -> Option<String> {
    let (head, body) = url.split_once(',')?;
    if head.ends_with(";base64") {
        return encoding::base64_text(body);
    }
    let (mut bytes, mut rest) = (vec![], body.bytes());
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Puts one text where it belongs.
fn sort_in(input: &Input, one: Text, parsed: &mut Parsed) {
    let tree = [".yaml", ".yml", ".json"].iter().any(|end| one.path.ends_with(end));
    let objects = one.content.contains("apiVersion");
    let distribution = one.path.contains("/rancher/") && one.path.contains("config.yaml");
    if !one.part && (tree || objects) && (objects || distribution || configures(&one.path)) {
        let stream = yaml::parse(input.source, &one.content);
        for error in stream.errors {
            let message = format!("`{}` is not evaluated: {}", one.path, error.message);
            parsed.errors.push(Error { span: one.lines.span(error.span), message });
        }
        for mut root in stream.documents.into_iter().map(|d| d.root) {
            one.lines.place(&mut root);
            let root = trees::without_actions(root);
            if kube::is_object(&root) {
                parsed.objects.push(root);
            } else if distribution {
                let (path, source) = (input.path.clone(), input.source);
                parsed.more.push(Document { path, source, format: "k3s", root });
            }
        }
        return;
    }
    let mut lines =
        lines_of(&one.content, |from, to| one.lines.span(Span::of(input.source, from..to)));
    if lines.is_empty() {
        lines.push(one.at);
    }
    let (path, text) = (one.path.into(), one.content.into());
    parsed.node_texts.push(NodeText { file: input.path.clone(), path, text, lines });
}

/// The place of each line of a text, without what ends it.
fn lines_of(text: &str, place: impl Fn(usize, usize) -> Span) -> Vec<Span> {
    let mut from = 0;
    let each = text.split_inclusive('\n').map(|line| {
        let start = from;
        from += line.len();
        place(start, start + line.trim_end().len())
    });
    each.collect()
}

/// Adds a script, all of which runs on the node; its lines are those of `text`.
pub(crate) fn script(input: &Input, text: &str, parsed: &mut Parsed) {
    let lines = lines_of(text, |from, to| Span::of(input.source, from..to));
    let (path, text) = ("".into(), text.into());
    parsed.node_texts.push(NodeText { file: input.path.clone(), path, text, lines });
}

//! Flags out of words: `--name=value`, `--name value`, `--name`.

use ringfort_model::Value;
use ringfort_source::{Kind, Node, Span};

/// One flag of a command line, or the setting of a file that stands for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// Its name without dashes; `_` is read as `-`, as the programs do.
    pub name: Box<str>,
    /// Its value.
    pub value: Value<String>,
    /// Is the span of the value exactly the text of the value, so that an edit can replace it?
    pub exact: bool,
}

/// A word of a command line with its place.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// The text; `None` where it is not known.
    pub(super) text: Option<String>,
    /// Where it stands: without quotes where `exact`.
    pub(super) span: Span,
    /// Does the span hold exactly the text?
    pub(super) exact: bool,
}

impl Word {
    /// The word that a node is.
    pub(super) fn of(node: &Node) -> Self {
        let text = node.scalar();
        let (span, exact) = place(node, text.as_deref().unwrap_or(""));
        Self { text, span, exact }
    }
}

/// The span of `text` in its node: without the quotes where there are any. A looked-up or escaped
/// text has no such span.
pub(super) fn place(node: &Node, text: &str) -> (Span, bool) {
    let (span, length) = (node.span, text.len() as u32);
    let written = span.end.saturating_sub(span.start);
    if node.from.is_some() {
        (span, false)
    } else if written == length {
        (span, true)
    } else if written == length + 2 && matches!(node.kind, Kind::Str(_)) {
        (Span { start: span.start + 1, end: span.end - 1, ..span }, true)
    } else {
        (span, false)
    }
}

/// Flags that take no value after a space, among those that judgements turn on (pflag: a boolean flag
/// needs `=` for a value).
const BOOLEAN: &[&str] = &[
    "allow-privileged",
    "anonymous-auth",
    "authentication-token-webhook",
    "authentication-tolerate-lookup-failure",
    "auto-tls",
    "client-cert-auth",
    "enable-aggregator-routing",
    "enable-bootstrap-token-auth",
    "enable-garbage-collector",
    "enable-logs-handler",
    "kubelet-https",
    "leader-elect",
    "make-iptables-util-chains",
    "peer-auto-tls",
    "peer-client-cert-auth",
    "profiling",
    "protect-kernel-defaults",
    "rotate-certificates",
    "rotate-server-certificates",
    "seccomp-default",
    "service-account-extend-token-expiration",
    "service-account-lookup",
    "use-service-account-credentials",
];

/// The flags among `words`, and whether a word among them is not known.
pub(super) fn read(words: &[Word]) -> (Vec<Flag>, Option<Span>) {
    let (mut flags, mut hidden) = (vec![], None);
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        let Some(text) = &word.text else {
            hidden.get_or_insert(word.span);
            continue;
        };
        let Some((dashes, body)) = body_of(text) else { continue };
        match body.split_once('=') {
            Some((name, value)) => flags.push(joined(word, dashes, name, value)),
            None if BOOLEAN.contains(&&*normal(body)) => flags.push(switch(body, word)),
            None => match words.next_if(|next| is_value(next)) {
                Some(next) => flags.push(apart(body, next)),
                None => flags.push(switch(body, word)),
            },
        }
    }
    (flags, hidden)
}

fn body_of(text: &str) -> Option<(usize, &str)> {
    let body = text.strip_prefix("--").or_else(|| text.strip_prefix('-'))?;
    (body.len() > 1).then(|| (text.len() - body.len(), body))
}

fn is_value(word: &Word) -> bool {
    word.text.as_deref().is_none_or(|t| !t.starts_with('-') || t == "-")
}

fn joined(word: &Word, dashes: usize, name: &str, value: &str) -> Flag {
    let skipped = (dashes + name.len() + 1) as u32;
    let start = if word.exact { word.span.start + skipped } else { word.span.start };
    let inner = value.trim_matches(['"', '\'']);
    let span = Span { start, ..word.span };
    Flag { name: normal(name), exact: word.exact && inner == value, value: known(inner, span) }
}

fn apart(name: &str, word: &Word) -> Flag {
    let value = match &word.text {
        Some(text) => known(text, word.span),
        None => Value::Unknown(word.span, "the argument is not known from what was read".into()),
    };
    Flag { name: normal(name), value, exact: word.exact }
}

fn switch(name: &str, word: &Word) -> Flag {
    Flag { name: normal(name), value: known("true", word.span), exact: false }
}

/// A value; one that holds a variable of the shell or of the pod, or an expression of Ansible, is not known.
fn known(text: &str, span: Span) -> Value<String> {
    if ["$(", "${", "{{"].iter().any(|mark| text.contains(mark)) || text.starts_with('$') {
        Value::Unknown(span, "the argument holds a variable".into())
    } else {
        Value::Set(text.to_owned(), span)
    }
}

pub(super) fn normal(name: &str) -> Box<str> {
    name.replace('_', "-").into()
}

//! Which objects a target means.

use regex::Regex;
use ringfort_source::{Node, Span};

use crate::resource::Resource;

/// A patch's `target`. Every field is a regular expression over the whole value.
pub(crate) struct Selector {
    group: Option<Regex>,
    version: Option<Regex>,
    kind: Option<Regex>,
    name: Option<Regex>,
    namespace: Option<Regex>,
    labels: Vec<Requirement>,
    annotations: Vec<Requirement>,
}

/// One term of a label selector.
enum Requirement {
    In(String, Vec<String>),
    NotIn(String, Vec<String>),
    Exists(String),
    Missing(String),
}

impl Selector {
    /// Reads a target. An expression that cannot be read is an error with its place.
    pub(crate) fn read(target: &Node) -> Result<Self, (Span, String)> {
        let field = |key: &str| match target.at(key).node().and_then(Node::scalar) {
            Some(text) if !text.is_empty() => whole(&text).map(Some).map_err(|cause| {
                (
                    target.at(key).span(),
                    format!("`{key}` is no regular expression ({cause}); correct it"),
                )
            }),
            _ => Ok(None),
        };
        let terms = |key: &str| requirements(target.at(key).str().unwrap_or(""));
        Ok(Self {
            group: field("group")?,
            version: field("version")?,
            kind: field("kind")?,
            name: field("name")?,
            namespace: field("namespace")?,
            labels: terms("labelSelector"),
            annotations: terms("annotationSelector"),
        })
    }

    pub(crate) fn matches(&self, resource: &Resource) -> bool {
        let (group, version) = resource.group_version();
        let fits =
            |pattern: &Option<Regex>, text: &str| pattern.as_ref().is_none_or(|p| p.is_match(text));
        let present = [(resource.name(), resource.namespace())];
        let past = resource.past.iter().map(|(n, ns)| (n.as_str(), ns.as_str()));
        fits(&self.group, group)
            && fits(&self.version, version)
            && fits(&self.kind, resource.kind())
            && present.into_iter().chain(past).any(|(name, namespace)| {
                let namespace = if namespace.is_empty() { "default" } else { namespace };
                fits(&self.name, name) && fits(&self.namespace, namespace)
            })
            && hold(&self.labels, &resource.node, "labels")
            && hold(&self.annotations, &resource.node, "annotations")
    }
}

/// `text` as an expression that must match all of a value.
fn whole(text: &str) -> Result<Regex, String> {
    let body = text.trim_start_matches('^');
    let body = if body.ends_with("\\$") { body } else { body.trim_end_matches('$') };
    regex::RegexBuilder::new(&format!("^(?:{body})$"))
        .size_limit(1 << 20)
        .build()
        .map_err(|e| e.to_string().lines().last().unwrap_or("").trim().to_owned())
}

fn hold(requirements: &[Requirement], node: &Node, field: &str) -> bool {
    let value = |key: &str| node.at_keys(&["metadata", field, key]).node().and_then(Node::scalar);
    requirements.iter().all(|r| match r {
        Requirement::In(key, values) => value(key).is_some_and(|v| values.contains(&v)),
        Requirement::NotIn(key, values) => value(key).is_none_or(|v| !values.contains(&v)),
        Requirement::Exists(key) => value(key).is_some(),
        Requirement::Missing(key) => value(key).is_none(),
    })
}

/// `a=b,c!=d,e in (f,g),h notin (i),j,!k`
fn requirements(text: &str) -> Vec<Requirement> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text.get(start..at).unwrap_or(""));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or(""));
    parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).map(requirement).collect()
}

fn requirement(text: &str) -> Requirement {
    let set = |values: &str| {
        let values = values.trim().trim_start_matches('(').trim_end_matches(')');
        values.split(',').map(|v| v.trim().to_owned()).collect::<Vec<_>>()
    };
    let key = |k: &str| k.trim().to_owned();
    if let Some((k, v)) = text.split_once(" notin ") {
        Requirement::NotIn(key(k), set(v))
    } else if let Some((k, v)) = text.split_once(" in ") {
        Requirement::In(key(k), set(v))
    } else if let Some((k, v)) = text.split_once("!=") {
        Requirement::NotIn(key(k), vec![key(v)])
    } else if let Some((k, v)) = text.split_once("==").or_else(|| text.split_once('=')) {
        Requirement::In(key(k), vec![key(v)])
    } else if let Some(k) = text.strip_prefix('!') {
        Requirement::Missing(key(k))
    } else {
        Requirement::Exists(key(text))
    }
}

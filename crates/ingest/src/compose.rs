//! Compose files: from the tree to services (Compose specification, compose-spec.io).

use ringfort_model::Document;
use ringfort_model::compose::Service;
use ringfort_source::{Entry, Kind, Node};

/// How deep `extends` is followed.
const MAX_DEPTH: usize = 16;

/// The services of a Compose file; none of any other document.
pub(crate) fn services(document: &Document) -> Vec<Service> {
    if document.format != "compose" {
        return vec![];
    }
    let root = merged(&document.root);
    let all = root.get("services").map_or(&[][..], Node::entries);
    all.iter().map(|entry| service(document, all, entry)).collect()
}

fn service(document: &Document, all: &[Entry], entry: &Entry) -> Service {
    let (root, elsewhere) = extended(all, &entry.value, 0);
    let open = elsewhere.map(|node| {
        Node::unknown(node.span, "the service extends one of another file, which is not merged")
    });
    Service {
        resource: format!("{}#{}", document.path, entry.key).into(),
        path: document.path.clone(),
        name: entry.key.clone(),
        head: entry.key_span,
        root: interpolated(root),
        open,
    }
}

/// The service with what it inherits by `extends`, and the place where it names another file.
fn extended(all: &[Entry], own: &Node, depth: usize) -> (Node, Option<Node>) {
    let Some(extends) = own.get("extends").filter(|_| depth < MAX_DEPTH) else {
        return (own.clone(), None);
    };
    if !extends.at("file").is_absent() {
        return (own.clone(), Some(extends.clone()));
    }
    let name = extends.as_str().or_else(|| extends.at("service").str());
    let Some(base) = name.and_then(|n| all.iter().find(|e| *e.key == *n)) else {
        return (own.clone(), Some(extends.clone()));
    };
    let (base, elsewhere) = extended(all, &base.value, depth + 1);
    (over(&base, own), elsewhere)
}

/// `own` over `base`: maps merge, lists join, anything else is replaced.
fn over(base: &Node, own: &Node) -> Node {
    let kind = match (&base.kind, &own.kind) {
        (Kind::Map(below), Kind::Map(above)) => {
            let mut entries = above.clone();
            for entry in &mut entries {
                if let Some(old) = below.iter().find(|e| e.key == entry.key) {
                    entry.value = over(&old.value, &entry.value);
                }
            }
            let missing = below.iter().filter(|e| above.iter().all(|a| a.key != e.key));
            entries.extend(missing.cloned());
            Kind::Map(entries)
        }
        (Kind::Seq(below), Kind::Seq(above)) => {
            Kind::Seq(below.iter().chain(above).cloned().collect())
        }
        _ => own.kind.clone(),
    };
    Node { span: own.span, from: own.from.clone(), kind }
}

/// The tree with the merge keys of YAML 1.1 (`<<: *base`) replaced by what they bring.
fn merged(node: &Node) -> Node {
    let kind = match &node.kind {
        Kind::Seq(items) => Kind::Seq(items.iter().map(merged).collect()),
        Kind::Map(entries) => {
            let (bases, own): (Vec<&Entry>, Vec<&Entry>) =
                entries.iter().partition(|e| &*e.key == "<<");
            let mut all: Vec<Entry> =
                own.into_iter().map(|e| Entry { value: merged(&e.value), ..e.clone() }).collect();
            for base in bases.iter().flat_map(|b| b.value.one_or_many()) {
                for entry in merged(base).entries() {
                    if all.iter().all(|e| e.key != entry.key) {
                        all.push(entry.clone());
                    }
                }
            }
            Kind::Map(all)
        }
        other => other.clone(),
    };
    Node { span: node.span, from: node.from.clone(), kind }
}

/// The tree with variables replaced by their defaults; a text with a variable that has none is not known.
fn interpolated(mut node: Node) -> Node {
    match &mut node.kind {
        Kind::Str(text) if text.contains('$') => {
            node.kind = match expand(text) {
                Ok(text) => Kind::Str(text.into()),
                Err(name) => {
                    Kind::Unknown(format!("the variable `{name}` has no value in this file").into())
                }
            };
        }
        Kind::Seq(items) => {
            *items = std::mem::take(items).into_iter().map(interpolated).collect();
        }
        Kind::Map(entries) => {
            for entry in entries {
                let null = Node::new(entry.value.span, Kind::Null);
                entry.value = interpolated(std::mem::replace(&mut entry.value, null));
            }
        }
        _ => {}
    }
    node
}

/// `${NAME:-default}` and `${NAME-default}` stand for the default, `$$` for a dollar sign. The error is the name
/// of a variable without default.
fn expand(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some((braced, after)) = after.strip_prefix('{').and_then(closed) {
            let end = braced.find([':', '-', '?', '+']).unwrap_or(braced.len());
            let (name, operator) = braced.split_at(end);
            let default = operator.strip_prefix(":-").or_else(|| operator.strip_prefix('-'));
            out.push_str(&expand(default.ok_or_else(|| name.to_owned())?)?);
            rest = after;
        } else {
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            return Err(after.chars().take_while(|c| is_name(*c)).collect());
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// What stands before the brace that closes, with braces inside it, and what follows.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    for (i, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some((text.get(..i)?, text.get(i + 1..)?)),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use ringfort_source::SourceId;
    use ringfort_syntax::yaml;

    #[test]
    fn variables_have_their_defaults() {
        let table = [
            ("app:${TAG:-1.2}", Ok("app:1.2")),
            ("app:${TAG-1.2}", Ok("app:1.2")),
            ("${A:-${B:-x}}", Ok("x")),
            ("cost $$5", Ok("cost $5")),
            ("app:${TAG}", Err("TAG")),
            ("app:${TAG:?needed}", Err("TAG")),
            ("app:$TAG-alpine", Err("TAG")),
            ("${open", Err("")),
        ];
        for (text, expected) in table {
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(expand(text), expected, "{text}");
        }
    }

    #[test]
    fn services_are_merged() {
        let text = "
x-base: &base {read_only: true, user: '10001'}
services:
  one: {<<: *base, user: '0', cap_drop: [ALL]}
  two: {extends: one, cap_drop: [KILL]}
  three: {extends: {file: other.yaml, service: x}}
";
        let root = yaml::parse(SourceId(0), text).documents.remove(0).root;
        let document =
            Document { path: "c.yaml".into(), source: SourceId(0), format: "compose", root };
        let services = services(&document);
        let [one, two, three] = &services[..] else { panic!("{services:?}") };
        assert_eq!(one.at("user").str(), Some("0"));
        assert_eq!(two.at("read_only").bool(), Some(true));
        assert_eq!(two.at("cap_drop").list().len(), 2);
        assert!(three.at("read_only").is_unknown());
        assert_eq!(&*three.resource, "c.yaml#three");
    }
}

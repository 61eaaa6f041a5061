//! What a tag does to a value.

use ringfort_source::{Entry, Kind, Node, Span};

use super::scalar;

const CORE: &str = "tag:yaml.org,2002:";

/// `CloudFormation`'s intrinsic functions that have a short form.
/// Source: AWS `CloudFormation` template reference, "Intrinsic function reference".
const FUNCTIONS: [&str; 21] = [
    "And",
    "Base64",
    "Cidr",
    "Contains",
    "Equals",
    "FindInMap",
    "ForEach",
    "GetAZs",
    "GetAtt",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
    "ValueOf",
];

/// The value of a tagged scalar.
pub(super) fn scalar(span: Span, tag: &str, text: &str, plain: bool) -> Node {
    let kind = match tag.strip_prefix(CORE) {
        Some("str" | "binary" | "timestamp") => Kind::Str(text.into()),
        Some("null") => Kind::Null,
        Some("float") => match scalar::number(text) {
            Some(Kind::Float(f)) => Kind::Float(f),
            _ => text.parse().map_or_else(|_| Kind::Str(text.into()), Kind::Float),
        },
        Some(_) => scalar::plain(text),
        None if tag == "!" => Kind::Str(text.into()),
        None if plain => scalar::plain(text),
        None => Kind::Str(text.into()),
    };
    local(tag, Node::new(span, kind))
}

/// The value of a tagged list or map.
pub(super) fn local(tag: &str, node: Node) -> Node {
    if tag == "!" || tag.starts_with(CORE) {
        return node;
    }
    let span = node.span;
    let Some(name) = tag.strip_prefix('!') else { return foreign(span, tag) };
    match name {
        "Ref" | "Condition" => call(name.to_owned(), node),
        "GetAtt" => call("Fn::GetAtt".to_owned(), attribute(node)),
        _ if FUNCTIONS.contains(&name) => call(format!("Fn::{name}"), node),
        _ => foreign(span, tag),
    }
}

fn foreign(span: Span, tag: &str) -> Node {
    Node::unknown(span, format!("the tag `{tag}` is only known to the tool that reads this file"))
}

/// `{ name: value }`.
fn call(name: String, value: Node) -> Node {
    let span = value.span;
    let entry = Entry { key: name.into(), key_span: span, value };
    Node::new(span, Kind::Map(vec![entry]))
}

/// `!GetAtt Name.Attribute` is the list `[Name, Attribute]`; the attribute may hold dots.
fn attribute(node: Node) -> Node {
    let Some((name, attribute)) = node.as_str().and_then(|s| s.split_once('.')) else {
        return node;
    };
    let part = |s: &str| Node::new(node.span, Kind::Str(s.into()));
    Node::new(node.span, Kind::Seq(vec![part(name), part(attribute)]))
}

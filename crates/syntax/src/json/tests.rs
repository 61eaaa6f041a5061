use proptest::prelude::*;
use ringfort_source::{Kind, Node, SourceId, Span};

use super::*;

const S: SourceId = SourceId(0);

#[test]
fn values_are_read() {
    let text = "\u{feff} {\"a\": [1, -2.5e1, true, null], \"s\": \"x\\n\\u00e9\\ud83d\\ude00\\ud800\\/\", \"a\": {}}\n";
    let root = parse(S, text).expect("valid");
    assert_eq!(root.get("s").and_then(Node::as_str), Some("x\né😀\u{fffd}/"));
    assert_eq!(root.get("a").map(|n| &n.kind), Some(&Kind::Map(vec![])), "the last of two wins");
    assert_eq!(&text[root.get("a").expect("a").span.range()], "{}");
    let list = parse(S, "[1, -2.5e1, true, null, 12345678901234567890]").expect("valid");
    let kinds: Vec<_> = list.items().iter().map(|n| n.kind.clone()).collect();
    let float = Kind::Float(12_345_678_901_234_567_890.0);
    assert_eq!(kinds, [Kind::Int(1), Kind::Float(-25.0), Kind::Bool(true), Kind::Null, float]);
}

#[test]
fn mistakes_are_placed() {
    let table = [
        ("", 0, "ends"),
        ("{\"a\": 1,}", 8, "key"),
        ("[1 2]", 3, "`,`"),
        ("{\"a\" 1}", 5, "`:`"),
        ("{a: 1}", 1, "double quotes"),
        ("[01]", 1, "number"),
        ("[1.]", 1, "number"),
        ("[\"a\nb\"]", 3, "line break"),
        ("[\"\\x\"]", 2, "escape"),
        ("[\"\\u12\"]", 2, "hexadecimal"),
        ("\"abc", 4, "closing quote"),
        ("{} {}", 3, "behind"),
        ("[nullx]", 1, "unquoted"),
        ("// c\n{}", 0, "no JSON value"),
    ];
    for (text, at, cause) in table {
        let error = parse(S, text).expect_err(text);
        assert_eq!(error.span.start, at, "{text:?}");
        assert!(error.message.contains(cause), "{text:?}: {}", error.message);
    }
    assert!(parse(S, &"[".repeat(100_000)).expect_err("deep").message.contains("deep"));
}

#[test]
fn embedded_json_keeps_the_place_of_its_string() {
    let span = Span::new(S, 10, 90);
    let text = "\n  {\"Statement\": [{\"Effect\": \"Allow\"}]}\n";
    let node = Node::new(span, Kind::Str(text.into()));
    let inner = parse_embedded(&node).expect("JSON");
    assert_eq!(inner.at("Statement.Effect").str(), Some("Allow"));
    assert_eq!(inner.at("Statement.Effect").span(), span);
    for other in ["plain", "{broken", "12"] {
        assert!(parse_embedded(&Node::new(span, Kind::Str(other.into()))).is_none());
    }
}

fn in_bounds(node: &Node, text: &str) -> bool {
    text.get(node.span.range()).is_some()
        && node.items().iter().all(|n| in_bounds(n, text))
        && node.entries().iter().all(|e| in_bounds(&e.value, text))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_survived(text in r#"([\[\]{}:," \\/é0-9eE.+\-]|true|null|"a"|\\u[0-9a-f]{4}){0,40}"#) {
        match parse(S, &text) {
            Ok(node) => prop_assert!(in_bounds(&node, &text)),
            Err(error) => prop_assert!(text.get(error.span.range()).is_some()),
        }
    }
}

use std::iter;

use proptest::prelude::*;
use ringfort_source::{Kind, Node, SourceId, Span};

use super::*;

const S: SourceId = SourceId(0);

/// A compact picture of a value.
pub(crate) fn show(node: &Node) -> String {
    let list = |parts: Vec<String>| parts.join(",");
    match &node.kind {
        Kind::Null => "null".into(),
        Kind::Bool(b) => b.to_string(),
        Kind::Int(i) => i.to_string(),
        Kind::Float(f) => format!("{f:?}"),
        Kind::Str(s) => format!("{s:?}"),
        Kind::Seq(items) => format!("[{}]", list(items.iter().map(show).collect())),
        Kind::Map(entries) => {
            let entries = entries.iter().map(|e| format!("{}:{}", e.key, show(&e.value)));
            format!("{{{}}}", list(entries.collect()))
        }
        Kind::Unknown(_) => "?".into(),
    }
}

fn shown(text: &str) -> String {
    let parsed = parse(S, text);
    assert_eq!(parsed.errors, [], "{text:?}");
    parsed.documents.iter().map(|d| show(&d.root)).collect::<Vec<_>>().join(" ")
}

#[test]
fn values_mean_what_kubectl_reads() {
    let table = [
        ("a: yes\nb: Off\nc: 'no'\nd: y\n", r#"{a:true,b:false,c:"no",d:"y"}"#),
        ("on: push\nyes: 1\n", r#"{on:"push",yes:1}"#),
        (
            "mode: 0644\nhex: 0x10\nbig: 1_000\nf: 1.5\ne: 1e3\nt: 12:30\n",
            r#"{mode:420,hex:16,big:1000,f:1.5,e:1000.0,t:"12:30"}"#,
        ),
        ("v: 1.2.3\nd: 2024-01-01\nn: ~\ne:\n", r#"{v:"1.2.3",d:"2024-01-01",n:null,e:null}"#),
        ("\u{feff}a: b\r\nc: |\r\n  x\r\n  y\r\n", r#"{a:"b",c:"x\ny\n"}"#),
        ("a:\tb\n", r#"{a:"b"}"#),
        ("a: \"x\ny\"\n", r#"{a:"x y"}"#),
        ("a: 1\nb: 2\na: 3\n", "{b:2,a:3}"),
        ("x: &b {p: 1, q: 2}\ny:\n  <<: *b\n  q: 3\n", "{x:{p:1,q:2},y:{q:3,p:1}}"),
        (
            "l: [&a {p: 1}, &b {p: 2, q: 3}]\ny: {<<: [*a, *b]}\n",
            "{l:[{p:1},{p:2,q:3}],y:{p:1,q:3}}",
        ),
        (
            "a: !Ref X\nb: !GetAtt R.Arn.More\nc: !Sub 'x${y}'\nd: !If [c, !Ref a, b]\n",
            r#"{a:{Ref:"X"},b:{Fn::GetAtt:["R","Arn.More"]},c:{Fn::Sub:"x${y}"},d:{Fn::If:["c",{Ref:"a"},"b"]}}"#,
        ),
        ("a: !!str 1\nb: !secret x\n", r#"{a:"1",b:?}"#),
        (
            "a: 1\n---\n# only a comment\n---\nb: 2\n...\n%YAML 1.1\n---\nc: 3\n",
            "{a:1} {b:2} {c:3}",
        ),
        ("", ""),
        ("---\n", ""),
        ("k: 99999999999999999999\n", "{k:1e20}"),
    ];
    for (text, expected) in table {
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn a_broken_document_costs_only_itself() {
    let text = "a: 1\n---\nb: [1\n---\nc: {{ .Values.x }}\n---\nd: 4\n";
    let parsed = parse(S, text);
    let shown: Vec<_> = parsed.documents.iter().map(|d| show(&d.root)).collect();
    assert_eq!(shown, ["{a:1}", "{d:4}"]);
    assert_eq!(parsed.errors.len(), 2);
    assert!(parsed.errors.iter().all(|e| e.message.contains(';')), "cause and next step");
}

#[test]
fn spans_show_the_text() {
    let text = "é: 1\na:\n  b: 'x y'\n  c: |\n    one\n    two\n\n\nd: [1, {e: f}]\n";
    let parsed = parse(S, text);
    let root = &parsed.documents[0].root;
    let at = |path: &str| &text[root.at(path).span().range()];
    let table = [
        ("a", "b: 'x y'\n  c: |\n    one\n    two"),
        ("a.b", "'x y'"),
        ("a.c", "|\n    one\n    two"),
        ("d", "[1, {e: f}]"),
    ];
    for (path, expected) in table {
        assert_eq!(at(path), expected, "{path}");
    }
    assert_eq!(&text[root.entries()[1].key_span.range()], "a");
}

#[test]
fn an_alias_stands_where_it_asks_and_says_where_it_was_decided() {
    let text = "a: &x 7\nb: *x\n";
    let parsed = parse(S, text);
    let b = parsed.documents[0].root.get("b").expect("b");
    assert_eq!((&text[b.span.range()], &b.kind), ("*x", &Kind::Int(7)));
    assert_eq!(b.from.as_deref().map(|s| &text[s.range()]), Some("&x 7"));
}

#[test]
fn hostile_documents_end_in_an_error() {
    let grown = |i: usize| {
        let many = vec![format!("*a{}", i - 1); 10].join(", ");
        format!("a{i}: &a{i} [{many}]\n")
    };
    let first = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    let bomb = iter::once(first).chain((1..12).map(grown)).collect::<Vec<_>>().concat();
    let nested =
        |i: usize| format!("b{i}: &b{i} {}*b{}{}\n", "[".repeat(200), i - 1, "]".repeat(200));
    let deep_alias = (1..99).map(nested).collect::<Vec<_>>().concat();
    let table = [
        (bomb, "too many"),
        (format!("b0: &b0 x\n{deep_alias}"), "deep"),
        ("[".repeat(100_000), "deep"),
        ("- ".repeat(100_000), "deep"),
        ("a: *missing".into(), "no anchor"),
        ("a: \u{1}".into(), "control"),
        ("a: b: c".into(), "indentation"),
        ("? [1]\n: 2".into(), "key"),
    ];
    for (text, expected) in table {
        let parsed = parse(S, &text);
        let message = parsed.errors.first().map_or("", |e| &e.message);
        assert!(message.contains(expected), "{message:?} should contain {expected:?}");
    }
}

#[test]
fn comments_are_found_outside_text() {
    let text = "# one\na: 'x # no' # two\nb: \"y\n  # no\" \nc: |  # three\n  # no\n # four? less than the text\nd: x#no\ne:\n- |\n  # no\n# five\nf: it's # six\n";
    let found: Vec<_> = comments(S, text).into_iter().map(|c| c.text).collect();
    assert_eq!(found, ["one", "two", "three", "five", "six"]);
}

#[test]
fn templates_are_recognised() {
    let table = [
        ("a: {{ .Values.x }}", true),
        ("a: \"{{ .Values.x }}\"", true),
        ("{{- if .x }}\na: b\n{{- end }}", true),
        ("name: x-{{ include \"n\" . }}", true),
        ("run: echo ${{ github.sha }}", false),
        ("a: \"{{workflow.parameters.x}}\"", false),
        ("a: 'is {{ $labels.pod }} down'", false),
        ("# {{ .Values.x }}\na: b", false),
        ("data:\n  t: |\n    {{ define \"x\" }}\n", false),
    ];
    for (text, expected) in table {
        assert_eq!(looks_templated(S, text).is_some(), expected, "{text:?}");
    }
}

fn in_bounds(node: &Node, text: &str) -> bool {
    let fits = |s: Span| text.get(s.range()).is_some();
    fits(node.span)
        && node.from.as_deref().is_none_or(|s| fits(*s))
        && node.items().iter().all(|n| in_bounds(n, text))
        && node.entries().iter().all(|e| fits(e.key_span) && in_bounds(&e.value, text))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_survived(text in r#"([a-z&*!|>%#@`'"\[\]{},:\- \t\r\né\u{feff}\u{85}\u{2028}0-9.]|<<|: |\n  |\n- |---\n){0,80}"#) {
        let parsed = parse(S, &text);
        for document in &parsed.documents {
            prop_assert!(in_bounds(&document.root, &text));
            prop_assert!(text.get(document.span.range()).is_some());
        }
        for error in &parsed.errors {
            prop_assert!(text.get(error.span.range()).is_some());
        }
        for comment in comments(S, &text) {
            prop_assert!(text.get(comment.span.range()).is_some());
        }
        let _ = looks_templated(S, &text);
    }
}

#[test]
fn a_block_scalar_may_end_the_file() {
    let texts = ["a: |-\n  x", "a: |\n  x\n  y", "a: >\n  x", "- |+\n  x\n---\nb: |\n  z"];
    for text in texts {
        let parsed = parse(SourceId(0), text);
        assert_eq!(parsed.errors, [], "{text:?}");
        assert!(parsed.documents.iter().all(|d| d.root.span.range().end <= text.len()), "{text:?}");
    }
}

use proptest::prelude::*;
use ringfort_source::{SourceId, Span};

use super::{Body, ExprKind, Item, parse, parse_expr, parse_template};

fn names(body: &Body) -> String {
    let name = |i: &Item| match i {
        Item::Attr(a) if matches!(a.value.kind, ExprKind::Invalid(_)) => format!("{}?", a.name),
        Item::Attr(a) => a.name.to_string(),
        Item::Block(b) => format!("{}.{}[{}]", b.kind, b.labels.join("."), names(&b.body)),
    };
    body.items.iter().map(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_broken_part_loses_only_itself() {
    let table = [
        ("a = 1\nb \"x\" {\n  c = 2\n}\n", "a b.x[c]", 0),
        ("\u{feff}a = 1\n", "a", 0),
        ("a = 1\nlocals {\n  x = [1,\n\n  y = 2\n}\nvariable \"v\" {}\n", "a variable.v[]", 1),
        ("locals {\n  x = 1 +* 2\n  y = 2\n}\n", "locals.[x? y]", 1),
        ("r \"a\" \"b\" {\n  n {\n    x = %\n    y = 1\n  }\n}\n", "r.a.b[n.[x? y]]", 1),
        (
            "resource \"a\" \"b\" {\n  x = 1\n\nresource \"c\" \"d\" {\n  y = 1\n}\n",
            "resource.a.b[x] resource.c.d[y]",
            1,
        ),
        ("x = (true\n  ? 1\n  : 2)\n", "x", 0),
        ("x = true\n", "x", 0),
        ("a b c d e\nx = 1\n", "x", 1),
        ("", "", 0),
        ("# only a comment", "", 0),
    ];
    for (text, want, errors) in table {
        let (body, found) = parse(SourceId(0), text);
        assert_eq!(names(&body), want, "{text} {found:?}");
        assert_eq!(found.len(), errors, "{text} {found:?}");
    }
}

#[test]
fn spans_are_exact() {
    let text = "\u{feff}# c\nresource \"a\" \"b\" {\n  tags = { Name = \"x\" }\n}\n";
    let (body, _) = parse(SourceId(3), text);
    let Some(Item::Block(block)) = body.items.first() else { panic!("no block") };
    let under = |span: Span| &text[span.range()];
    assert_eq!(under(block.header), "resource \"a\" \"b\"");
    assert!(under(block.span).starts_with("resource") && under(block.span).ends_with('}'));
    let tags = block.body.attr("tags").expect("tags");
    assert_eq!(under(tags.name_span), "tags");
    assert_eq!(under(tags.value.span), "{ Name = \"x\" }");
}

#[test]
fn hostile_shapes_end_in_an_error() {
    for text in [
        format!("x = {}1{}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("x = {}", "[".repeat(100_000)),
        format!("x = \"{}", "${\"".repeat(50_000)),
        format!("{} {{", "a {\n".repeat(20_000)),
        format!("x = 1{}", " + 1".repeat(10_000)),
    ] {
        let (_, errors) = parse(SourceId(0), &text);
        assert!(!errors.is_empty(), "{}", &text[..20]);
    }
    let wide: String =
        (0..30_000).fold(String::from("x = {\n"), |s, i| s + &format!("k{i} = 1\n")) + "}\n";
    assert_eq!(parse(SourceId(0), &wide).1.len(), 1);
    let many: String =
        (0..30_000).fold(String::from("locals {\n"), |s, i| s + &format!("k{i} = 1\n")) + "}\n";
    assert!(parse(SourceId(0), &many).1.is_empty());
}

fn spans_in_bounds(body: &Body, text: &str) {
    for item in &body.items {
        let spans = match item {
            Item::Attr(a) => vec![a.name_span, a.value.span],
            Item::Block(b) => {
                spans_in_bounds(&b.body, text);
                vec![b.span, b.header, b.body.span]
            }
        };
        for span in spans {
            assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let (body, errors) = parse(SourceId(0), &text);
        spans_in_bounds(&body, &text);
        assert!(errors.iter().all(|e| text.get(e.span.range()).is_some()));
        let _ = (parse_expr(Span::file(SourceId(0)), &text), parse_template(Span::file(SourceId(0)), &text));
    }

    #[test]
    fn text_of_the_language_is_survived(text in "([a-c]|[{}\\[\\]()\"=,.?:$%~ \n]|<<-?E\n|E\n|\\$\\{|%\\{if |for |é|/\\*|#)*") {
        let (body, errors) = parse(SourceId(0), &text);
        spans_in_bounds(&body, &text);
        assert!(errors.iter().all(|e| text.get(e.span.range()).is_some()));
    }
}

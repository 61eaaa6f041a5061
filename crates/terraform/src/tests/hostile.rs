use proptest::prelude::*;
use ringfort_model::cloud::Resource;
use ringfort_source::{Node, SourceId};

use super::scan;
use crate::{Evaluated, File, Project};

fn run(text: &str) -> Evaluated {
    let project = Project::new([File { source: SourceId(0), path: "main.tf", text }]);
    project.evaluate("", &crate::Given::default())
}

#[test]
fn bounds_end_in_a_notice_with_their_number() {
    let chain = (0..20_000)
        .fold(String::from("locals {\n"), |s, i| s + &format!("l{i} = local.l{}\n", i + 1));
    let doubling = (0..60).fold(String::from("locals {\nl0 = [1]\n"), |s, i| {
        s + &format!("l{} = [local.l{i}, local.l{i}]\n", i + 1)
    });
    let text = (0..60).fold(String::from("locals {\nl0 = \"aaaaaaaa\"\n"), |s, i| {
        s + &format!("l{} = \"${{local.l{i}}}${{local.l{i}}}\"\n", i + 1)
    });
    let nested = (0..5_000).fold(String::from("locals {\nl0 = 1\n"), |s, i| {
        s + &format!("l{} = [local.l{i}]\n", i + 1)
    });
    let uses = |name: &str| format!("}}\nresource \"x\" \"y\" {{\n  v = local.{name}\n}}\n");
    let loops = "locals {\n  r = range(1000)\n  v = [for a in local.r : [for b in local.r : [for c in local.r : a]]]\n".to_owned();
    let equality = "locals {\n  r = range(600)\n  big = [for a in local.r : local.r]\n  other = [for a in local.r : local.r]\n  v = [for a in local.r : local.big == local.other]\n".to_owned();
    let table = [
        (chain + &uses("l0"), "1000"),
        (doubling + &uses("l60"), "500000"),
        (text + &uses("l60"), "1048576"),
        (nested + &uses("l5000"), "200"),
        (loops + &uses("v"), "500000"),
        (equality + &uses("v"), "5000000"),
        ("resource \"x\" \"y\" {\n  count = 100000000\n  v = 1\n}\n".into(), "50000"),
    ];
    for (text, number) in table {
        let found = run(&text);
        let x = found.resources.iter().find(|r| r.address == "x.y").expect("x.y");
        assert!(x.attrs.has_unknown(), "{text:.200}");
        let told = found.notices.iter().any(|n| n.message.contains(number));
        assert!(told, "{number}: {:?}", found.notices);
    }
}

#[test]
fn the_result_is_the_same_on_every_run() {
    let text = "variable \"v\" {}\nresource \"a\" \"b\" {\n  for_each = { z = 1, a = 2 }\n  x = var.v\n  y = merge({ q = 1, b = 2 }, { c = 3 })\n}\n";
    let show = |r: &Resource| format!("{r:?}");
    let once: Vec<_> = scan(&[("main.tf", text)]).found.resources.iter().map(show).collect();
    let twice: Vec<_> = scan(&[("main.tf", text)]).found.resources.iter().map(show).collect();
    assert_eq!(once, twice);
}

fn in_bounds(node: &Node, text: &str) {
    assert!(text.get(node.span.range()).is_some(), "{node:?} in {text:?}");
    assert!(node.from.as_ref().is_none_or(|f| text.get(f.range()).is_some()));
    node.items().iter().for_each(|n| in_bounds(n, text));
    node.entries().iter().for_each(|e| in_bounds(&e.value, text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_module_is_survived(
        names in proptest::collection::vec("[abc]", 1..4),
        exprs in proptest::collection::vec(
            "(var|local|x|each|data|module)\\.[abc](\\.[abc]|\\[\\*\\]|\\[0\\]|\\.\\*)?|(merge|concat|jsonencode|flatten|length|keys|format|join|element|substr|cidrsubnet|regex|range|toset|zipmap|slice)\\((var\\.a|local\\.b|1|\"%s\"|\\[1, 2\\]|\\{ a = 1 \\})(, (-1|local\\.c|\"é\\{\"|\\[\\]))?\\)|<<E\n\\{ \"Statement\": \\[\"\\$\\{local\\.[abc]\\}é\"\\] \\}\nE\n",
            1..8,
        ),
    ) {
        let mut text = String::from("variable \"a\" {}\nvariable \"b\" {\n  default = [1, \"é\"]\n}\n");
        for (i, expr) in exprs.iter().enumerate() {
            let name = &names[i % names.len()];
            let block = match i % 3 {
                0 => format!("locals {{\n  {name} = {expr}\n}}\n"),
                1 => format!("resource \"x\" \"{name}\" {{\n  v = {expr}\n  dynamic \"d\" {{\n    for_each = {expr}\n    content {{\n      w = d.value\n    }}\n  }}\n}}\n"),
                _ => format!("resource \"x\" \"{name}\" {{\n  for_each = {expr}\n  v = each.value\n}}\n"),
            };
            text.push_str(&block);
        }
        for resource in run(&text).resources {
            in_bounds(&resource.attrs, &text);
            prop_assert!(resource.refs.iter().all(|r| text.get(r.span.range()).is_some()));
        }
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        run(&text);
    }
}

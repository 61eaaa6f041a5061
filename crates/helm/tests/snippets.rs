//! Every snippet renders to what Helm renders it to. The answers come from Helm's own library
//! (`conformance/helm/compare.py --write`).

mod common;

use common::Loaded;
use ringfort_helm::Given;
use serde_json::Value;

fn given() -> Given<'static> {
    let (release, namespace) = (Some("rel".into()), Some("ns".into()));
    Given { release, namespace, strict: true, ..Given::default() }
}

#[test]
fn snippets_render_as_helm_renders_them() {
    let mut wrong = vec![];
    for line in include_str!("snippets.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let template = row["template"].as_str().unwrap();
        let chart = Loaded::files(&[
            ("Chart.yaml", include_str!("snippets/Chart.yaml")),
            ("values.yaml", include_str!("snippets/values.yaml")),
            ("templates/a.yaml", template),
        ]);
        let got = chart.text("templates/a.yaml", &given());
        if row["differs"].is_null() && got.as_deref() != row["expected"].as_str() {
            wrong.push(format!("{template}\n  expected {}\n  got {got:?}", row["expected"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_function_is_in_a_snippet() {
    let text = include_str!("snippets.jsonl");
    let words: std::collections::BTreeSet<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let missing: Vec<&str> =
        ringfort_helm::functions().into_iter().filter(|f| !words.contains(f)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

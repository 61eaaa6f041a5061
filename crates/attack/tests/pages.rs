//! Every page of a technique is a test: a marked line must prove an instance that no control in place stops,
//! everything else must stay silent. `RINGFORT_PAGE=N01` narrows the run.

#[path = "../../engine/tests/support/mod.rs"]
mod support;

use ringfort_attack::{evidence_of, registry};
use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_vocab::{Declared, Location};

use support::{Case, cases};

fn proved(case: &Case, technique: &str) -> Vec<(String, u32)> {
    let ingested = ingest(&Memory::new(case.files.clone()), &Options::default());
    let facts = Facts::derive(ingested.sources, ingested.model);
    let spans = evidence_of(&facts, &Declared::default(), technique);
    let mut places: Vec<(String, u32)> = spans
        .into_iter()
        .map(|s| Location::of(&facts.sources, s))
        .map(|l| (l.file.to_string(), l.line))
        .collect();
    places.sort();
    places.dedup();
    places
}

#[test]
fn pages_say_what_techniques_need() {
    let only = std::env::var("RINGFORT_PAGE").ok();
    let wanted = |id: &str| only.as_deref().is_none_or(|o| o == id);
    let mut complaints = vec![];
    for technique in registry().iter().filter(|t| !t.page.is_empty() && wanted(t.id)) {
        let id = technique.id;
        let all = cases(technique.page, id);
        for (marked, what) in [(true, "no line is marked"), (false, "no good example")] {
            if !all.iter().any(|c| c.expected.is_empty() != marked) {
                complaints.push(format!("{id}: {what}"));
            }
        }
        for case in &all {
            let mut expected = case.expected.clone();
            expected.sort();
            let found = proved(case, id);
            if found != expected {
                complaints.push(format!(
                    "{id}, case at line {}: proved at {found:?}, marked {expected:?}",
                    case.line
                ));
            }
        }
    }
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn pages_have_their_headings() {
    let wanted = ["What it is", "Precondition", "Controls that break it", "Source"];
    for technique in registry().iter().filter(|t| !t.page.is_empty()) {
        let headings: Vec<&str> =
            technique.page.lines().filter_map(|l| l.strip_prefix("## ")).map(str::trim).collect();
        assert_eq!(headings, wanted, "{}", technique.id);
    }
}

#[test]
fn ids_are_unique() {
    let mut seen = std::collections::BTreeSet::new();
    for technique in registry() {
        assert!(seen.insert(technique.id), "two techniques are called {}", technique.id);
    }
}

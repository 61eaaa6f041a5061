//! What the tables of decisions about clouds share.
#![allow(dead_code, unreachable_pub, reason = "each test file uses what it needs")]
#![allow(clippy::format_push_string, reason = "a test's report")]

use ringfort_facts::Facts;
use ringfort_ingest::{Memory, Options, ingest};
use ringfort_reach::cloud::{Answer, Estate, Exposure, Source};

/// Reads files.
pub fn read(files: &[(&str, &str)]) -> (Facts, Estate) {
    let files = files.iter().map(|(path, text)| (*path, (*text).to_owned()));
    let ingested = ingest(&Memory::new(files), &Options::default());
    let facts = Facts::derive(ingested.sources, ingested.model);
    let estate = Estate::derive(&facts);
    (facts, estate)
}

/// One case: what it is about, the code beside what all share, the endpoint, and what the internet reaches of it.
pub type Case<'c> = (&'c str, &'c str, &'c str, &'c str);

/// Asks all cases, each beside `shared`.
pub fn check(shared: &str, cases: &[Case<'_>]) {
    let mut wrong = String::new();
    for (what, code, endpoint, want) in cases {
        let (facts, estate) = read(&[("main.tf", &format!("{shared}\n{code}"))]);
        let got = exposed(&estate, endpoint);
        if got != *want {
            wrong +=
                &format!("{what}\n  want {want}\n  got  {got}\n{}", why(&facts, &estate, endpoint));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What the internet reaches of an endpoint: `anywhere: TCP 443`, `not known` marked by `?`.
pub fn exposed(estate: &Estate, endpoint: &str) -> String {
    let found = estate.named(endpoint);
    assert_eq!(found.len(), 1, "{endpoint} in {:?}", addresses(estate));
    let all = estate.exposures_of(found[0]);
    let told: Vec<String> = all.iter().map(one).collect();
    if told.is_empty() { "closed".into() } else { told.join(" | ") }
}

fn one(exposure: &Exposure) -> String {
    let from = match &exposure.from {
        Source::Anywhere => "anywhere".to_owned(),
        Source::AnywhereVersion6 => "anywhere (6)".to_owned(),
        Source::Ranges(ranges) => {
            ranges.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
        }
        Source::Named(name) => name.to_string(),
    };
    format!("{from}: {} by {}", ports(&exposure.answer), exposure.through.join(", "))
}

/// The ports of an answer.
pub fn ports(answer: &Answer) -> String {
    match (answer.ports.is_empty(), answer.unknown.is_empty()) {
        (true, true) => "closed".into(),
        (false, true) => answer.ports.to_string(),
        (true, false) => format!("? {}", answer.unknown),
        (false, false) => format!("{} ? {}", answer.ports, answer.unknown),
    }
}

/// What may pass between two endpoints.
pub fn inside(estate: &Estate, from: &str, to: &str) -> String {
    let ends = [from, to].map(|name| {
        let found = estate.named(name);
        assert_eq!(found.len(), 1, "{name} in {:?}", addresses(estate));
        found[0]
    });
    ports(&estate.between(ends[0], ends[1]))
}

fn addresses(estate: &Estate) -> Vec<&str> {
    estate.endpoints().iter().map(|e| &*e.address).collect()
}

/// The steps behind an answer, with causes, for messages.
fn why(facts: &Facts, estate: &Estate, endpoint: &str) -> String {
    let mut out = String::new();
    for exposure in estate.exposures_of(estate.named(endpoint)[0]) {
        out += &format!("  {:?} {:?}\n", exposure.from, exposure.answer.causes);
        for step in &exposure.answer.steps {
            let line = facts.sources.line_range(step.at).0;
            out += &format!("    {:?} {} line {line}: {}\n", step.effect, step.what, step.ports);
        }
    }
    out
}

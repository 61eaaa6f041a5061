//! How rulings become a requirement's state, one table of cases.

use std::sync::Arc;

use ringfort_source::{SourceId, Span};
use ringfort_vocab::framework::{Means, State};
use ringfort_vocab::{Basis, Layer, Location, Meta, Severity, Suppressed};

use super::*;

const DECIDES: Meta =
    Meta::new("cluster/a", "A", "cluster/anonymous-auth-disabled", Severity::High);
const ALSO: Meta = Meta::new("cluster/b", "B", "cluster/anonymous-auth-disabled", Severity::High);
const NAMED: Meta = Meta::new("cluster/c", "C", "cluster/anonymous-auth-disabled", Severity::High)
    .frameworks(&["T-1"]);
const FOREIGN: Meta =
    Meta::new("cluster/d", "D", "cluster/anonymous-auth-disabled", Severity::High)
        .frameworks(&["T-1"]);

fn framework(means: Means, decides: &[&'static str]) -> Framework {
    let clause = Clause {
        id: "1",
        layer: Layer::Cluster,
        means,
        how: "",
        decides: decides.iter().map(|w| w.split('|').collect()).collect(),
        supports: vec![],
        excluded: vec!["cluster/d"],
        only: None,
        title: "T",
    };
    Framework {
        id: "t",
        name: "T",
        version: "1",
        prefix: "T-",
        not_confirmed: "",
        foreign: vec![],
        clauses: vec![clause],
    }
}

fn ruling<'a>(check: &'a Meta, resource: &'a str, outcome: Outcome) -> Ruling<'a> {
    let at = Span::new(SourceId(0), 0, 0);
    Ruling { check, resource, note: "", accepted: None, at, outcome, basis: Basis::Declared }
}

fn judged(framework: &Framework, rulings: &[Ruling<'_>], incomplete: bool) -> Requirement {
    let place = |_| Location { file: Arc::from("a"), line: 1, end_line: 1 };
    let input = FrameworkInput {
        rulings,
        checks: &[&DECIDES, &ALSO, &NAMED, &FOREIGN],
        locate: &place,
        accepted: &|_| false,
        incomplete: &|_| incomplete.then(|| "a.yaml could not be read".to_owned()),
    };
    requirements(framework, &input).remove(0)
}

#[test]
fn not_evaluated_is_never_passed() {
    use Outcome::{Fail, Pass, Unknown};
    let one = framework(Means::Files, &["cluster/a"]);
    let both = framework(Means::Files, &["cluster/a", "cluster/b"]);
    let either = framework(Means::Files, &["cluster/a|cluster/b"]);
    let live = framework(Means::Live, &[]);
    let person = framework(Means::Manual, &[]);
    let a = |outcome| ruling(&DECIDES, "x", outcome);
    let b = |outcome| ruling(&ALSO, "y", outcome);
    let c = |outcome| ruling(&NAMED, "z", outcome);
    let d = |outcome| ruling(&FOREIGN, "z", outcome);
    let table: [(&str, &Framework, Vec<Ruling<'_>>, State, &str); 14] = [
        ("nothing said", &one, vec![], State::NotEvaluated, "nothing that it governs was seen"),
        ("passes", &one, vec![a(Pass)], State::Pass, "1 of 1 pass"),
        ("fails", &one, vec![a(Fail)], State::Fail, "1 of 1 fail"),
        (
            "one unknown",
            &one,
            vec![a(Pass), c(Unknown)],
            State::NotEvaluated,
            "not evaluated for 1 of 2",
        ),
        ("unknown and failure", &one, vec![a(Unknown), c(Fail)], State::Fail, "1 of 2 fail"),
        (
            "named passes alone",
            &one,
            vec![c(Pass)],
            State::NotEvaluated,
            "nothing that cluster/a judges was seen",
        ),
        (
            "one of two silent",
            &both,
            vec![a(Pass)],
            State::NotEvaluated,
            "nothing that cluster/b judges was seen",
        ),
        ("both speak", &both, vec![a(Pass), b(Pass)], State::Pass, "2 of 2 pass"),
        ("either is enough", &either, vec![b(Pass)], State::Pass, "1 of 1 pass"),
        ("excluded failure", &one, vec![a(Pass), d(Fail)], State::Pass, "1 of 1 pass"),
        ("live, named passes", &live, vec![c(Pass)], State::NotEvaluated, "files do not show it"),
        ("live, named fails", &live, vec![c(Fail)], State::Fail, "1 of 1 fail"),
        ("manual, named passes", &person, vec![c(Pass)], State::Manual, "files do not show it"),
        (
            "same subject, worst counts",
            &one,
            vec![a(Pass), ruling(&NAMED, "x", Fail)],
            State::Fail,
            "1 of 1 fail",
        ),
    ];
    for (case, framework, rulings, state, reason) in table {
        let found = judged(framework, &rulings, false);
        assert_eq!((found.state, &*found.reason), (state, reason), "{case}");
    }
    let unread = judged(&one, &[a(Pass)], true);
    assert_eq!((unread.state, &*unread.reason), (State::NotEvaluated, "a.yaml could not be read"));
}

#[test]
fn accepted_failures_are_shown_as_accepted() {
    let location = Location { file: Arc::from("a"), line: 1, end_line: 1 };
    let mark = Suppressed { reason: "r".into(), until: None, location };
    let one = framework(Means::Files, &["cluster/a"]);
    let accepted = Ruling { accepted: Some(&mark), ..ruling(&DECIDES, "x", Outcome::Fail) };
    let found = judged(&one, &[accepted, ruling(&DECIDES, "y", Outcome::Pass)], false);
    assert_eq!(found.state, State::Accepted);
    assert_eq!(found.evidence.first().map(|p| p.verdict), Some("accepted"));
    let found = judged(&one, &[accepted, ruling(&DECIDES, "y", Outcome::Fail)], false);
    assert_eq!(found.state, State::Fail);
}

#[test]
fn a_row_may_be_limited_to_subjects() {
    let mut limited = framework(Means::Files, &["cluster/a"]);
    limited.clauses[0].only = Some(Only::Subject("kubelet"));
    let said = [
        ruling(&DECIDES, "KubeletConfiguration//", Outcome::Pass),
        ruling(&DECIDES, "Pod/x", Outcome::Fail),
    ];
    let found = judged(&limited, &said, false);
    assert_eq!((found.state, found.subjects.total()), (State::Pass, 1));
}

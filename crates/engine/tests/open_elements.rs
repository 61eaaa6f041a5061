//! An element of a list that is not known is neither good nor bad: where a page of these checks shows a
//! template action in place of a value, every verdict must be open. Pages alone cannot tell that from a pass.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

mod support;

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess, registry};

use support::cases;

/// The checks that this holds for.
const CHECKS: &[&str] = &[
    "cluster/broad-reference-grant",
    "cluster/component-literal-secret",
    "cluster/dapr-policy-catch-all",
    "cluster/destination-rule-plain",
    "cluster/encryption-key-in-file",
    "cluster/event-rate-limit-config",
    "cluster/kubectl-proxy-exposed",
    "cluster/management-interface-routed",
    "cluster/projected-token-lifetime",
    "cluster/route-without-timeout",
    "cluster/selector-without-name",
    "cluster/sensitive-path-exposed",
    "cluster/ssh-service",
    "cluster/tiller-listening",
    "cluster/webhook-external",
    "cluster/webhook-fails-open",
    "cluster/webhook-slow",
    "cluster/webhook-wildcard",
    "cluster/wildcard-host",
];

#[test]
fn an_element_that_is_not_known_leaves_the_question_open() {
    let mut failures = vec![];
    for check in registry().iter().filter(|c| CHECKS.contains(&c.meta.id)) {
        let id = check.meta.id;
        let open = |text: &String| text.contains("\"{{");
        let all = cases(check.page, id);
        let held: Vec<_> =
            all.iter().filter(|c| c.expected.is_empty() && c.files.values().any(open)).collect();
        if held.is_empty() {
            failures.push(format!("{id}: no case has a value that is not known"));
        }
        for case in held {
            let world = Memory::new(case.files.clone());
            let today = Date::parse("2026-01-01").expect("a date");
            let request =
                Request { only: vec![id.to_owned()], ..Request::new(Settings::default(), today) };
            let summary = assess(&world, &request, &|_| {}).summary;
            if summary.unknown == 0 || summary.unknown != summary.verdicts {
                failures.push(format!(
                    "{id}, case at line {}: {} of {} verdicts are open",
                    case.line, summary.unknown, summary.verdicts
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

//! What is not known is neither good nor bad: where a page shows an input without a value, its check must
//! say so on every subject. Pages alone cannot tell that from a pass, since both are silent.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

mod support;

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess, registry};

use support::cases;

/// The checks that this holds for, by the beginning of their id.
const CHECKS: &[&str] = &[
    "cloud/boot-disk-",
    "cloud/bq-",
    "cloud/default-security-group-open",
    "cloud/disk-",
    "cloud/gar-",
    "cloud/gcp-",
    "cloud/gcs-",
    "cloud/gke-",
    "cloud/iam-foreign-account-trust",
    "cloud/no-workload-scanning",
    "cloud/os-login-off",
    "cloud/peering-route-too-wide",
    "cloud/sql-",
    "cloud/vm-",
    "cluster/gke-",
    "cluster/psp-",
];

#[test]
fn an_input_without_a_value_leaves_the_question_open() {
    let held = registry().iter().filter(|c| CHECKS.iter().any(|p| c.meta.id.starts_with(p)));
    let (mut count, mut failures) = (0, vec![]);
    for check in held {
        let id = check.meta.id;
        for case in cases(check.page, id).iter().filter(|c| c.expected.is_empty()) {
            let is_open = |text: &String| text.lines().any(is_input_without_value);
            if !case.files.values().any(is_open) {
                continue;
            }
            count += 1;
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
    println!("{count} cases");
    assert!(count > 80, "only {count} pages show an input without a value");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// `variable "name" {}`
fn is_input_without_value(line: &str) -> bool {
    line.starts_with("variable ") && line.trim_end().ends_with("{}")
}

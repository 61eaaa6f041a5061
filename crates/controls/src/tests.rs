//! The tables of the catalogue hold together.

use std::sync::Arc;

use ringfort_vocab::{
    Assets, Confidence, ControlStatus, Effect, Environment, Finding, Layer, Location, Requirement,
    Severity, Status, Undermined,
};

use crate::*;

#[test]
fn the_catalogue_is_whole() {
    let catalogue = catalogue();
    assert_eq!(catalogue.controls.len(), 90);
    let layers: Vec<_> = catalogue.controls.iter().map(|c| c.layer).collect();
    assert!(layers.is_sorted(), "outermost first");
    for control in &catalogue.controls {
        let id = control.id;
        assert!(id.starts_with(control.layer.slug()), "{id}");
        let checks = catalogue.example_checks(id);
        assert!(checks.iter().any(|check| check.gate), "{id} has a gate");
        assert!(checks.iter().all(|check| !check.text.contains("[gate]")), "{id}");
        for environment in [Environment::Dev, Environment::Prod] {
            let action = catalogue.action(id, environment);
            assert!(action.len() > 15 && !action.ends_with('.'), "{id}: {action}");
        }
        for text in [control.name, control.purpose, control.prevents, control.if_skipped] {
            assert!(!text.is_empty(), "{id}");
        }
    }
}

#[test]
fn every_nullification_expands_and_has_conditions_that_cover_it() {
    let rows = &catalogue().nullifications;
    assert_eq!(rows.len(), 30);
    for row in rows {
        assert!(!row.missing.is_empty(), "{}", row.rule);
        assert!(!row.conditions.is_empty(), "{}", row.rule);
        assert_eq!(row.targets.is_empty(), row.rule == "N30", "{}", row.rule);
        let mut covered: Vec<_> = row.conditions.iter().flat_map(|c| c.targets.clone()).collect();
        let mut targets = row.targets.clone();
        covered.sort_unstable();
        covered.dedup();
        targets.sort_unstable();
        assert_eq!(covered, targets, "{}", row.rule);
        for condition in &row.conditions {
            assert!(
                row.degree.starts_with(condition.degree.name()) || row.rule == "N30",
                "{}: {}",
                row.rule,
                row.degree
            );
        }
    }
    let n09 = rows.iter().find(|row| row.rule == "N09").expect("N09");
    for id in ["cluster/rbac-least-privilege", "cluster/rbac-escalation-paths", "code/cryptography"]
    {
        assert!(n09.targets.contains(&id), "{id}");
    }
}

#[test]
fn patterns_fit_as_written() {
    let cases = [
        ("a/*", "a/b", true),
        ("a/b-*", "a/c-d", false),
        ("a/*b*", "a/xby", true),
        ("a/*b", "a/b-c", false),
        ("a/b", "a/b", true),
        ("a/b", "a/bc", false),
        ("*", "", true),
    ];
    for (pattern, text, expected) in cases {
        assert_eq!(nullify::glob(pattern, text), expected, "{pattern} {text}");
    }
}

fn status(control: &str, status: Status, voided_by: &[&str]) -> ControlStatus {
    let control = catalogue().control(control).expect("a control");
    let by = |id: &&str| Undermined {
        rule: "N09",
        control: catalogue().control(id).expect("a control").id,
        degree: "full",
        reason: "",
        location: None,
    };
    ControlStatus {
        control: control.id,
        name: control.name,
        layer: control.layer,
        status,
        basis: None,
        effect: Effect::None,
        undermined_by: voided_by.iter().map(by).collect(),
        requirement: Requirement::Required,
        reason: String::new(),
        assets: Assets::default(),
        evidence: vec![],
    }
}

fn finding(control: &str, severity: Severity) -> Finding {
    let control = catalogue().control(control).expect("a control");
    Finding {
        check: "x/y",
        title: "Title",
        control: control.id,
        layer: control.layer,
        severity,
        confidence: Confidence::High,
        resource: "r".into(),
        message: "what is wrong".into(),
        location: Location { file: Arc::from("a.yaml"), line: 7, end_line: 7 },
        related: vec![],
        fingerprint: control.id.into(),
        fix: None,
        suppressed: None,
    }
}

#[test]
fn steps_start_outermost_and_with_what_voids_most() {
    let anonymous = "cluster/anonymous-auth-disabled";
    let map = [
        status("cluster/user-authentication", Status::Missing, &[]),
        status(anonymous, Status::Missing, &[]),
        status("container/non-root-execution", Status::Implemented, &[anonymous]),
        status("code/parameterized-queries", Status::Missing, &[]),
        status("code/cryptography", Status::NotAssessed, &[]),
    ];
    let findings = [
        finding("code/parameterized-queries", Severity::Critical),
        finding("cluster/user-authentication", Severity::Critical),
        finding(anonymous, Severity::High),
    ];
    let steps = next_steps(&map, &findings, Environment::Prod);
    let order: Vec<_> = steps.iter().map(|step| step.control).collect();
    assert_eq!(order, [anonymous, "cluster/user-authentication", "code/parameterized-queries"]);
    let first = steps.first().expect("a step");
    assert!(first.action.contains("--anonymous-auth=false"), "{}", first.action);
    assert_eq!(first.location.as_ref().map(|l| l.line), Some(7));
    let causes = root_causes(&map, &findings);
    assert_eq!(causes.first().map(|c| (c.control, c.voids)), Some((anonymous, 1)));
    let weakest = weakest_layer(&map);
    assert_eq!(weakest.layer, Some(Layer::Cluster));
    assert!(weakest.reason.contains("2 required controls are missing"), "{}", weakest.reason);
}

#[test]
fn nothing_missing_is_not_the_same_as_safe() {
    let unseen = weakest_layer(&[status("cloud/mfa-enforced", Status::NotAssessed, &[])]);
    assert_eq!(unseen.layer, None);
    assert!(
        unseen.reason.contains("1 were not assessed") || unseen.reason.contains("not assessed")
    );
}

#[test]
fn subjects_are_explained() {
    let Some(Explanation::Control(page)) = explain("cluster/anonymous-auth-disabled") else {
        panic!("a control page");
    };
    assert!(page.voids.iter().any(|link| link.rule == "N09"));
    assert!(page.voided_by.iter().any(|link| link.rule == "N10"));
    assert!(page.checks.iter().any(|check| check.gate));
    assert!(matches!(explain("non-root-execution"), Some(Explanation::Control(_))));
    assert!(explain("audit-logging").is_none(), "two layers have one");
    let Some(Explanation::Layer(page)) = explain("Cloud") else { panic!("a layer page") };
    assert_eq!(page.controls.len(), 24);
    assert!(explain("weather").is_none());
    assert_eq!(
        nearest_subject("cluster/anonymus-auth-disabled"),
        Some("cluster/anonymous-auth-disabled")
    );
    assert_eq!(nearest_subject("continer"), Some("container"));
    assert_eq!(nearest_subject("non-root-excution"), Some("container/non-root-execution"));
}

//! Every check page is a test: marked lines must be found, everything else must stay silent, and a
//! `fixed` block is what the fix makes of the block before. `RINGFORT_PAGE=layer/id` narrows the run.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

mod support;

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess, registry};
use ringfort_vocab::{Assessment, NoticeKind};

use support::{Case, cases};

fn run(case: &Case, id: &str) -> Assessment {
    let world = Memory::new(case.files.clone());
    let settings = case.files.get("ringfort.toml").map_or_else(Settings::default, |text| {
        Settings::parse("ringfort.toml", text).expect("settings of the page")
    });
    let mut request = Request::new(settings, Date::parse("2026-01-01").expect("a date"));
    request.only = vec![id.to_owned()];
    assess(&world, &request, &|_| {})
}

/// What differs from what the page says, in words.
fn complaints(case: &Case, id: &str) -> Vec<String> {
    let assessment = run(case, id);
    let mut complaints: Vec<String> = vec![];
    let mut found: Vec<(String, u32)> = assessment
        .findings
        .iter()
        .map(|f| (f.location.file.to_string(), f.location.line))
        .collect();
    found.sort();
    found.dedup();
    for (file, line) in &case.expected {
        if !found.contains(&(file.clone(), *line)) {
            complaints.push(format!("nothing found at {file}:{line}, which is marked"));
        }
    }
    for finding in &assessment.findings {
        let place = (finding.location.file.to_string(), finding.location.line);
        if !case.expected.contains(&place) {
            complaints.push(format!(
                "found at {}:{}, which is not marked: {}",
                place.0, place.1, finding.message
            ));
        }
        if finding.message.ends_with('.') || finding.message.is_empty() {
            complaints.push(format!(
                "a message is one sentence without a full stop: {}",
                finding.message
            ));
        }
    }
    for notice in assessment.notices.iter().filter(|n| n.kind == NoticeKind::CheckPanic) {
        complaints.push(notice.message.clone());
    }
    complaints.extend(fix_complaint(case, &assessment));
    complaints
}

fn fix_complaint(case: &Case, assessment: &Assessment) -> Option<String> {
    let wanted = case.fixed.as_ref()?;
    let before = case.files.get(&case.first)?;
    let mut edits: Vec<_> =
        assessment.findings.iter().filter_map(|f| f.fix.as_ref()).flat_map(|f| &f.edits).collect();
    edits.sort_by_key(|e| std::cmp::Reverse(e.start));
    let mut after = before.clone();
    for edit in edits {
        after.replace_range(edit.start as usize..edit.end as usize, &edit.text);
    }
    (after != *wanted).then(|| format!("the fix gives\n{after}\ninstead of\n{wanted}"))
}

#[test]
fn pages_say_what_checks_do() {
    let only = std::env::var("RINGFORT_PAGE").ok();
    let mut failures = vec![];
    let mut count = 0;
    for check in
        registry().iter().filter(|c| only.as_deref().is_none_or(|o| c.meta.id.starts_with(o)))
    {
        let id = check.meta.id;
        let all = cases(check.page, id);
        if !all.iter().any(|c| !c.expected.is_empty()) {
            failures.push(format!("{id}: no line of the page is marked with [{id}]"));
        }
        if !all.iter().any(|c| c.expected.is_empty()) {
            failures.push(format!("{id}: the page shows no good example"));
        }
        for case in &all {
            count += 1;
            let complaints = complaints(case, id);
            failures.extend(
                complaints.iter().map(|c| format!("{id}, case at line {}: {c}", case.line)),
            );
        }
    }
    println!("{} checks, {count} cases", registry().len());
    assert!(failures.is_empty(), "{} complaints:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn pages_have_their_headings() {
    let wanted = ["What it checks", "Why it matters", "The attack", "How to fix", "Limits"];
    let mut failures = vec![];
    for check in registry() {
        let headings: Vec<&str> =
            check.page.lines().filter_map(|l| l.strip_prefix("## ")).map(str::trim).collect();
        if headings != wanted {
            failures.push(format!("{}: headings are {headings:?}", check.meta.id));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn ids_are_unique_and_controls_exist() {
    let catalogue = ringfort_controls::catalogue();
    let mut seen = std::collections::BTreeSet::new();
    for check in registry() {
        let meta = check.meta;
        assert!(seen.insert(meta.id), "two checks are called {}", meta.id);
        assert!(
            catalogue.controls.iter().any(|c| c.id == meta.control),
            "{}: no control {}",
            meta.id,
            meta.control
        );
        assert!(
            !catalogue.controls.iter().any(|c| c.id == meta.id),
            "{} is also a control",
            meta.id
        );
        assert_eq!(
            meta.id.split('/').next(),
            Some(meta.layer().slug()),
            "{}: layer and control differ",
            meta.id
        );
    }
}

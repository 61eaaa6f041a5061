//! What steps do and whose words they expand.

use ringfort_ingest::{Memory, Options, ingest};
use ringfort_source::{SourceId, SourceMap, Span};

use super::{Expression, Stops, Trust, expressions, trust};
use crate::Facts;

fn facts(workflow: &str) -> Facts {
    let path = ".github/workflows/ci.yaml".to_owned();
    let world = Memory::new([(path, workflow.to_owned())]);
    let read = ingest(&world, &Options::default());
    Facts::derive(read.sources, read.model)
}

/// Every activity as `Kind tool`, with `?` or `!` where it does not stop the job.
fn activities(steps: &str) -> Vec<String> {
    let facts = facts(&format!("on: push\njobs:\n  a:\n    steps:\n{steps}"));
    let show = |a: &super::Activity| {
        let mark = match a.stops {
            Stops::Yes => "",
            Stops::No(..) => "!",
            Stops::Unknown(..) => "?",
        };
        format!("{:?} {}{mark}", a.kind, a.tool)
    };
    facts.pipeline.activities.iter().map(show).collect()
}

#[test]
fn steps_are_told_by_their_tools() {
    let table: [(&str, &[&str]); 12] = [
        ("      - run: pip-audit -r x.txt\n", &["DependencyScan pip-audit"]),
        ("      - run: python3 -m pip_audit || true\n", &["DependencyScan pip-audit!"]),
        ("      - run: uv run --frozen pip-audit\n", &["DependencyScan pip-audit"]),
        ("      - run: npm audit | tee log\n", &["DependencyScan npm audit!"]),
        ("      - shell: bash\n        run: npm audit | tee log\n", &["DependencyScan npm audit"]),
        ("      - run: trivy fs .\n", &["DependencyScan trivy fs!"]),
        ("      - run: trivy fs --exit-code 1 .\n", &["DependencyScan trivy fs"]),
        ("      - run: pip-audit --version\n", &[]),
        ("      - run: |\n          cd a\n          npx audit-ci\n", &["DependencyScan audit-ci"]),
        (
            "      - uses: actions/dependency-review-action@v4\n        continue-on-error: true\n",
            &["DependencyScan actions/dependency-review-action!"],
        ),
        ("      - uses: aquasecurity/trivy-action@v1\n        with: {scan-type: image}\n", &[]),
        (
            "      - uses: docker/build-push-action@v6\n        with: {push: true, sbom: false}\n",
            &["PushImage docker/build-push-action"],
        ),
    ];
    for (steps, expected) in table {
        assert_eq!(activities(steps), expected, "{steps}");
    }
}

#[test]
fn expressions_bring_in_contexts() {
    let table: [(&str, &[&str]); 7] = [
        ("github.event.issue.title", &["github.event.issue.title"]),
        ("github.event['issue']['title']", &["github.event.issue.title"]),
        ("github.head_ref == 'main'", &[]),
        ("contains(github.event.comment.body, '/run')", &[]),
        ("format('{0}', github.head_ref)", &["github.head_ref"]),
        ("github.event.commits[0].message", &["github.event.commits.*.message"]),
        ("github.head_ref || github.ref_name", &["github.head_ref", "github.ref_name"]),
    ];
    for (text, expected) in table {
        let span = Span::file(SourceId(0));
        assert_eq!(Expression { text, span }.contexts(), expected, "{text}");
    }
    assert_eq!(trust("github.event.commits.*.message"), Some(Trust::Anyone));
    assert_eq!(trust("inputs.version"), Some(Trust::Collaborator));
    assert_eq!(trust("github.sha"), None);
}

#[test]
fn expressions_know_their_place() {
    let mut sources = SourceMap::default();
    let text = "run: a ${{ b }} ${{c}} ${{ open";
    let id = sources.add("x", text);
    let found = expressions(&sources, Span::of(id, 0..text.len()));
    let show = |e: &Expression<'_>| format!("{}:{}", e.text, sources.text(e.span));
    assert_eq!(found.iter().map(show).collect::<Vec<_>>(), ["b:${{ b }}", "c:${{c}}"]);
}

//! Charts as wholes: which ones there are, what depends on what, which values hold.

mod common;

use common::Loaded;
use ringfort_helm::{Given, State};

const LIBRARY: &str = "apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n";

#[test]
fn charts_that_stand_for_themselves() {
    let chart = Loaded::files(&[
        (
            "Chart.yaml",
            "name: top\nversion: 1.0.0\ndependencies:\n- name: near\n  repository: file://../near\n",
        ),
        ("charts/sub/Chart.yaml", "name: sub\nversion: 1.0.0\n"),
    ]);
    assert_eq!(chart.project().charts(), [""]);
    let chart = Loaded::files(&[
        ("Chart.yaml", "name: a\nversion: 1.0.0\n"),
        (
            "x/app/Chart.yaml",
            "name: app\ndependencies:\n- name: near\n  repository: file://../near\n",
        ),
        ("x/near/Chart.yaml", "name: near\n"),
        ("x/lib/Chart.yaml", LIBRARY),
    ]);
    assert_eq!(chart.project().charts(), ["", "x/app"]);
}

#[test]
fn a_missing_dependency_is_said_at_its_line() {
    let chart = Loaded::files(&[
        (
            "Chart.yaml",
            "name: c\nversion: 1.0.0\ndependencies:\n  - name: redis\n    version: 17.x\n    repository: https://example.org\n",
        ),
        ("templates/a.yaml", "kind: A\n"),
    ]);
    let rendered = chart.render(&Given::default());
    let problems = chart.problems(&rendered);
    assert!(problems[0].starts_with("Chart.yaml:4: the dependency `redis`"), "{problems:?}");
    assert_eq!(rendered.objects.len(), 1);
}

#[test]
fn a_neighbour_is_taken_in() {
    let chart = Loaded::files(&[
        (
            "app/Chart.yaml",
            "name: app\nversion: 1.0.0\ndependencies:\n- name: near\n  version: 1.0.0\n  repository: file://../near\n",
        ),
        ("app/values.yaml", "near: {size: 2}\n"),
        ("near/Chart.yaml", "name: near\nversion: 1.0.0\n"),
        ("near/templates/a.yaml", "kind: Near\nsize: {{ .Values.size }}\n"),
    ]);
    let rendered = chart.project().render("app", &Given::default());
    assert_eq!(rendered.outputs[0].name, "app/charts/near/templates/a.yaml");
    assert_eq!(rendered.outputs[0].text, "kind: Near\nsize: 2\n");
}

#[test]
fn a_broken_template_costs_only_itself() {
    let chart = Loaded::files(&[
        ("values.yaml", "a: {}\n"),
        ("templates/bad.yaml", "kind: Bad\nx: 1\ny: {{ .Values.a.b.c }}\n"),
        ("templates/unclosed.yaml", "kind: Bad\n{{ if true }}\n"),
        ("templates/unknown.yaml", "kind: Bad\n\nx: {{ frobnicate 1 }}\n"),
        ("templates/refused.yaml", "{{ fail \"set a.b\" }}\n"),
        ("templates/noyaml.yaml", "kind: Bad\nx: [1\ny: 2\n"),
        ("templates/good.yaml", "kind: Good\n"),
    ]);
    let rendered = chart.render(&Given::default());
    let mut problems = chart.problems(&rendered);
    problems.sort();
    let expected = [
        ("templates/bad.yaml:3", "nil has no `.c`"),
        ("templates/noyaml.yaml:3", "no YAML"),
        ("templates/refused.yaml:1", "set a.b"),
        ("templates/unclosed.yaml:2", "`if` is not closed"),
        ("templates/unknown.yaml:3", "there is no function `frobnicate`"),
    ];
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for ((place, cause), problem) in expected.iter().zip(&problems) {
        assert!(problem.starts_with(place) && problem.contains(cause), "{problem}");
    }
    let failed = rendered.files.values().filter(|s| **s == State::Failed).count();
    assert_eq!(failed, 5);
    assert_eq!(
        rendered.objects.iter().filter(|o| o.node.at("kind").str() == Some("Good")).count(),
        1
    );
}

#[test]
fn settings_and_files_lie_over_each_other() {
    let chart = Loaded::files(&[
        ("values.yaml", "a: 1\nb: {c: 1, d: 2}\ngone: {x: 1}\n"),
        ("one.yaml", "a: 2\nb: {c: 3}\ngone: null\n"),
        ("two.yaml", "a: 4\n"),
        ("templates/a.yaml", "{{ .Values | toJson }}"),
    ]);
    let given = Given {
        values: vec![chart.file("one.yaml"), chart.file("two.yaml")],
        set: vec!["b.e[1]=x,f=true".into()],
        ..Given::default()
    };
    let text = chart.text("templates/a.yaml", &given).unwrap();
    assert_eq!(text, r#"{"a":4,"b":{"c":3,"d":2,"e":[null,"x"]},"f":true}"#);
}

#[test]
fn the_cluster_is_as_told() {
    let chart = Loaded::files(&[(
        "templates/a.yaml",
        "{{ .Capabilities.KubeVersion.Minor }} {{ .Capabilities.APIVersions.Has \"x.io/v1\" }} {{ .Release.Name }}",
    )]);
    let given = Given {
        kube_version: Some("1.24.3".into()),
        api_versions: vec!["x.io/v1".into()],
        release: Some("r".into()),
        ..Given::default()
    };
    assert_eq!(chart.text("templates/a.yaml", &given).unwrap(), "24 true r");
}

#[test]
fn tests_are_marked_and_notes_left_out() {
    let rendered = Loaded::folder("web").render(&Given::default());
    assert_eq!(rendered.objects.iter().filter(|o| o.test).count(), 1);
    assert!(!rendered.outputs.iter().any(|o| o.name.ends_with("NOTES.txt")));
}

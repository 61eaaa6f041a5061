//! `replacements`, after kustomize's documentation of them.

use super::{Files, text};
use crate::ProblemKind::{self, Invalid, NoMatch};

const OBJECTS: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {image: 'reg/app:7', host: shop.example.com, a.b: dotted}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {tier: front}}\nspec:\n  template:\n    spec:\n      containers:\n      - {name: app, image: 'old/app:1', env: [{name: H, value: none}]}\n      - {name: side, image: 'old/side:1'}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: job}\nspec: {template: {spec: {containers: [{name: app, image: 'old/job:1'}]}}}\n";

fn files(replacement: &str) -> Files {
    let overlay = format!("resources: [o.yaml]\nreplacements:\n- {replacement}\n");
    Files::new(&[("kustomization.yaml", &overlay), ("o.yaml", OBJECTS)])
}

/// The images of `web` and `job`, and the first one's variable.
fn state(files: &Files) -> (String, Vec<ProblemKind>) {
    let out = files.resolve("");
    let containers = |i: usize| out.objects[i].at("spec.template.spec.containers").list();
    let all: Vec<String> =
        containers(1).iter().chain(containers(2)).map(|c| text(c, "image")).collect();
    let env = text(&containers(1)[0], "env.value");
    (format!("{} {env}", all.join(" ")), out.problems.iter().map(|p| p.kind).collect())
}

#[test]
fn values_are_copied_as_documented() {
    let image = "source: {kind: ConfigMap, name: settings, fieldPath: data.image}";
    let host = "source: {kind: ConfigMap, fieldPath: data.host}";
    let all = "fieldPaths: ['spec.template.spec.containers.*.image']";
    let app = "fieldPaths: ['spec.template.spec.containers.[name=app].image']";
    let env = "fieldPaths: ['spec.template.spec.containers.[name=app].env.[name=H].value']";
    let table = [
        (format!("{{{image}, targets: [{{select: {{kind: Deployment, name: web}}, {all}}}]}}"), "reg/app:7 reg/app:7 old/job:1 none"),
        (format!("{{{image}, targets: [{{select: {{kind: Deployment}}, {app}}}]}}"), "reg/app:7 old/side:1 reg/app:7 none"),
        (format!("{{{image}, targets: [{{select: {{kind: Deployment}}, reject: [{{name: web}}], {app}}}]}}"), "old/app:1 old/side:1 reg/app:7 none"),
        (format!("{{{image}, targets: [{{select: {{labelSelector: tier=front}}, fieldPaths: [spec.template.spec.containers.1.image]}}]}}"), "old/app:1 reg/app:7 old/job:1 none"),
        ("{source: {kind: ConfigMap, fieldPath: data.image, options: {delimiter: ':', index: 1}}, targets: [{select: {name: web}, fieldPaths: ['spec.template.spec.containers.*.image'], options: {delimiter: ':', index: 1}}]}".into(), "old/app:7 old/side:7 old/job:1 none"),
        (format!("{{{host}, targets: [{{select: {{name: web}}, {app}, options: {{delimiter: /, index: -1}}}}]}}"), "shop.example.com/old/app:1 old/side:1 old/job:1 none"),
        (format!("{{{host}, targets: [{{select: {{name: web}}, {app}, options: {{delimiter: '@', index: 9}}}}]}}"), "old/app:1@shop.example.com old/side:1 old/job:1 none"),
        ("{source: {kind: ConfigMap, fieldPath: 'data.a\\.b'}, targets: [{select: {name: web}, fieldPaths: ['spec.template.spec.containers.[name=app].env.[name=H].value']}]}".into(), "old/app:1 old/side:1 old/job:1 dotted"),
        (format!("{{source: {{kind: ConfigMap}}, targets: [{{select: {{name: web}}, {env}}}]}}"), "old/app:1 old/side:1 old/job:1 settings"),
        (format!("{{sourceValue: fixed, targets: [{{select: {{name: web}}, {env}}}]}}"), "old/app:1 old/side:1 old/job:1 fixed"),
    ];
    for (replacement, expected) in table {
        assert_eq!(state(&files(&replacement)), (expected.into(), vec![]), "{replacement}");
    }
}

#[test]
fn missing_fields_are_made_where_asked_and_values_keep_their_lines() {
    let files = files(
        "{source: {kind: ConfigMap, fieldPath: data.host}, targets: [{select: {name: web}, fieldPaths: ['metadata.annotations.x\\.io/host', 'spec.template.spec.initContainers.[name=wait].image'], options: {create: true}}]}",
    );
    let out = files.resolve("");
    assert_eq!(out.problems, []);
    let web = &out.objects[1];
    let made = web.at_keys(&["metadata", "annotations", "x.io/host"]);
    assert_eq!(files.written(made.span()), "o.yaml: shop.example.com");
    let wait = web.at("spec.template.spec.initContainers");
    assert_eq!(
        (
            text(wait.list().first().expect("one"), "name"),
            text(wait.list().first().expect("one"), "image")
        ),
        ("wait".into(), "shop.example.com".into())
    );
}

#[test]
fn replacements_may_stand_in_files() {
    let list = "- source: {kind: ConfigMap, fieldPath: data.image}\n  targets: [{select: {name: job}, fieldPaths: [spec.template.spec.containers.0.image]}]\n";
    for written in [list.to_owned(), list.replacen("- ", "  ", 1)] {
        let files = Files::new(&[
            ("kustomization.yaml", "resources: [o.yaml]\nreplacements: [{path: r.yaml}]\n"),
            ("o.yaml", OBJECTS),
            ("r.yaml", &written),
        ]);
        assert_eq!(state(&files), ("old/app:1 old/side:1 reg/app:7 none".into(), vec![]));
    }
}

#[test]
fn what_does_not_apply_is_said_with_its_line() {
    let source = "source: {kind: ConfigMap, fieldPath: data.image}";
    let table = [
        (format!("{{{source}, targets: [{{select: {{name: none}}}}]}}"), NoMatch, "{name: none}"),
        (format!("{{{source}, targets: [{{select: {{name: web}}, fieldPaths: [spec.none]}}]}}"), NoMatch, "spec.none"),
        (format!("{{{source}, targets: [{{select: {{name: web}}, fieldPaths: ['a.[b']}}]}}"), Invalid, "'a.[b'"),
        (format!("{{{source}}}"), Invalid, "source"),
        ("{source: {kind: Deployment}, targets: [{select: {name: job}, fieldPaths: [spec.template.spec.containers.0.image]}]}".into(), NoMatch, "{kind: Deployment}"),
        ("{source: {kind: Secret}, targets: [{select: {name: job}, fieldPaths: [spec.template.spec.containers.0.image]}]}".into(), NoMatch, "{kind: Secret}"),
        ("{source: {kind: ConfigMap, fieldPath: data.none}, targets: [{select: {name: job}, fieldPaths: [spec.template.spec.containers.0.image]}]}".into(), NoMatch, "data.none"),
    ];
    for (replacement, kind, line) in table {
        let files = files(&replacement);
        let out = files.resolve("");
        assert_eq!(out.objects.len(), 3);
        let [problem] = &out.problems[..] else { panic!("{replacement}: {:?}", out.problems) };
        assert_eq!(problem.kind, kind, "{replacement}: {}", problem.message);
        assert!(files.written(problem.span).contains(line), "{}", files.written(problem.span));
        // A placeholder whose source is missing is no evidence.
        let job = out.objects[2].at("spec.template.spec.containers.image");
        assert_eq!(job.is_unknown(), replacement.contains("containers.0"), "{replacement}");
    }
}

#[test]
fn copies_into_themselves_end() {
    let one = "- {source: {name: web}, targets: [{select: {name: web}, fieldPaths: [metadata.name], options: {delimiter: x, index: 9}}]}\n".repeat(40);
    let deep = "- {source: {name: job, fieldPath: spec}, targets: [{select: {name: job}, fieldPaths: [spec.a, spec.b], options: {create: true}}]}\n".repeat(40);
    for text in [one, deep] {
        let overlay = format!("resources: [o.yaml]\nreplacements:\n{text}");
        let files = Files::new(&[("kustomization.yaml", &overlay), ("o.yaml", OBJECTS)]);
        let out = files.resolve("");
        assert!(out.problems.iter().any(|p| p.kind == ProblemKind::Limit));
    }
}

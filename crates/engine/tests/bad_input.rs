//! What goes wrong in charts, overlays and manifests, as a person meets it: a message at the line that is to be
//! changed, with the cause and the next step.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests: a panic is their message")]

use std::fmt::Write as _;

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess};
use ringfort_vocab::Assessment;

const CHART: &str = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: a\nspec:\n  containers: [{name: c, image: i}]\n";

fn run(files: &[(&str, &str)]) -> Assessment {
    let today = Date::parse("2026-01-01").expect("a date");
    let world = Memory::new(files.iter().map(|(p, t)| (*p, t.as_bytes())));
    assess(&world, &Request::new(Settings::default(), today), &|_| {})
}

/// A name, files, and the file, line and beginning of what is said.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, u32, &'a str);

#[test]
fn charts_say_what_is_wrong_with_them() {
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n";
    let open = format!("{head}  name: {{{{ .Values.a\ndata: {{}}\n");
    let endless = format!("{head}  name: {{{{ include \"x\" . }}}}\n");
    let unknown = format!("{head}  name: {{{{ frobnicate .Values.a }}}}\n");
    let none = format!("{head}  name: {{{{ include \"nope\" . }}}}\n");
    let no_yaml = format!("{head}  name: a\n   b: c\n");
    let table: &[Case<'_>] = &[
        (
            "an action that is not closed",
            &[("c/Chart.yaml", CHART), ("c/templates/a.yaml", &open)],
            "c/templates/a.yaml",
            4,
            "the action is not closed on its line: add `}}`",
        ),
        (
            "endless recursion",
            &[
                ("c/Chart.yaml", CHART),
                ("c/templates/_h.tpl", "{{ define \"x\" }}{{ include \"x\" . }}{{ end }}\n"),
                ("c/templates/a.yaml", &endless),
            ],
            "c/templates/_h.tpl",
            1,
            "`include`: templates call each other more than 1000 deep: one of them calls itself without end (called from `c/templates/a.yaml`)",
        ),
        (
            "an unknown function",
            &[("c/Chart.yaml", CHART), ("c/templates/a.yaml", &unknown)],
            "c/templates/a.yaml",
            4,
            "there is no function `frobnicate`",
        ),
        (
            "a template that is not there",
            &[("c/Chart.yaml", CHART), ("c/templates/a.yaml", &none)],
            "c/templates/a.yaml",
            4,
            "`include`: there is no template `nope`: define it, or fetch the library chart that does",
        ),
        (
            "what renders to no YAML",
            &[("c/Chart.yaml", CHART), ("c/templates/a.yaml", &no_yaml)],
            "c/templates/a.yaml",
            5,
            "what this renders to is no YAML: ",
        ),
        (
            "values that are no YAML",
            &[("c/Chart.yaml", CHART), ("c/values.yaml", "a: [1\n")],
            "c/values.yaml",
            2,
            "the YAML cannot be read: ",
        ),
    ];
    said(table);
}

#[test]
fn overlays_and_manifests_say_what_is_wrong_with_them() {
    let merge = "resources: [pod.yaml]\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: Pod\n    metadata: {name: other}\n";
    let target = "resources: [pod.yaml]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n    - {op: replace, path: /spec/x, value: 1}\n";
    let nowhere = "resources: [pod.yaml]\npatches:\n- target: {kind: Pod}\n  patch: |-\n    - {op: replace, path: /spec/nope/x, value: 1}\n";
    let source = "resources: [pod.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: no, fieldPath: data.x}\n  targets: [{select: {kind: Pod}, fieldPaths: [spec.x]}]\n";
    let twice = format!("{POD}---\n{POD}");
    let table: &[Case<'_>] = &[
        (
            "a patch for an object that is not there",
            &[("k/kustomization.yaml", merge), ("k/pod.yaml", POD)],
            "k/kustomization.yaml",
            4,
            "the patch is not applied: no object here has kind `Pod`, name `other`",
        ),
        (
            "a target that selects nothing",
            &[("k/kustomization.yaml", target), ("k/pod.yaml", POD)],
            "k/kustomization.yaml",
            3,
            "the patch is not applied: no object here has kind `Deployment`",
        ),
        (
            "an operation on nothing",
            &[("k/kustomization.yaml", nowhere), ("k/pod.yaml", POD)],
            "k/kustomization.yaml",
            5,
            "`replace /spec/nope/x`: nothing is at `nope` of the path",
        ),
        (
            "a replacement from nothing",
            &[("k/kustomization.yaml", source), ("k/pod.yaml", POD)],
            "k/kustomization.yaml",
            3,
            "the replacement's source matches no object",
        ),
        (
            "a resource that is not there",
            &[("k/kustomization.yaml", "resources: [nope.yaml]\n")],
            "k/kustomization.yaml",
            1,
            "`k/nope.yaml` does not exist or was not read",
        ),
        (
            "an overlay that includes itself",
            &[("k/kustomization.yaml", "resources: [../k]\n")],
            "k/kustomization.yaml",
            1,
            "`k` includes itself",
        ),
        (
            "an object twice in an overlay",
            &[
                ("k/kustomization.yaml", "resources: [pod.yaml, more.yaml]\n"),
                ("k/pod.yaml", POD),
                ("k/more.yaml", POD),
            ],
            "k/more.yaml",
            1,
            "`Pod` `web` is there already, which the tool refuses",
        ),
        (
            "an object twice in a file",
            &[("pods.yaml", &twice)],
            "pods.yaml",
            12,
            "`Pod/a/web` is declared on line 4 already",
        ),
    ];
    said(table);
}

fn said(table: &[Case<'_>]) {
    for (name, files, file, line, expected) in table {
        let found = run(files);
        let fits = found.notices.iter().any(|n| {
            let at = n.location.as_ref();
            at.is_some_and(|l| *l.file == **file && l.line == *line)
                && n.message.starts_with(expected)
        });
        assert!(fits, "{name}: {:#?}", found.notices);
    }
}

#[test]
fn selectors_that_match_nothing_are_findings() {
    let yaml = format!(
        "{POD}---\napiVersion: v1\nkind: Service\nmetadata: {{name: s, namespace: a}}\nspec: {{selector: {{app: nope}}, ports: [{{port: 80}}]}}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: n, namespace: a}}\nspec: {{podSelector: {{matchLabels: {{app: nope}}}}}}\n"
    );
    let found = run(&[("all.yaml", &yaml)]);
    for (check, line) in [("cluster/dangling-service", 12), ("cluster/dangling-network-policy", 17)]
    {
        let at: Vec<u32> =
            found.findings.iter().filter(|f| f.check == check).map(|f| f.location.line).collect();
        assert_eq!(at, [line], "{check}");
    }
}

#[test]
fn a_gigantic_definition_costs_time_alone() {
    let mut crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: xs.example.com}\nspec:\n  versions:\n  - schema:\n      openAPIV3Schema:\n        properties:\n".to_owned();
    for i in 0..3_000 {
        let _ = writeln!(crd, "          p{i}: {{type: string, description: {}}}", "x".repeat(200));
    }
    let found = run(&[("crd.yaml", &crd), ("pod.yaml", POD)]);
    assert!(found.notices.iter().all(|n| !n.kind.is_gap()), "{:#?}", found.notices);
    assert!(found.findings.iter().any(|f| &*f.location.file == "pod.yaml"));
}

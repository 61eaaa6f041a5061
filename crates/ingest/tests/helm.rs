//! Charts on their way from files to objects.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests: a panic is their message")]

use ringfort_ingest::{Helm, Ingested, Memory, Options, ingest};
use ringfort_source::{At, Span};
use ringfort_vocab::{Environment, FileState};

const CHART: &str = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
const VALUES: &str = "replicas: 1\nprivileged: true\n";
const DEPLOYMENT: &str = "apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Chart.Name }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: web
          image: web
          securityContext:
            privileged: {{ .Values.privileged }}
";

fn world(more: &[(&str, &str)]) -> Memory {
    let own = [
        ("deploy/Chart.yaml", CHART),
        ("deploy/values.yaml", VALUES),
        ("deploy/templates/deployment.yaml", DEPLOYMENT),
    ];
    Memory::new(own.iter().chain(more).map(|(p, t)| (*p, *t)))
}

fn at(ingested: &Ingested, span: Span) -> String {
    format!("{}:{}", ingested.sources.path(span), ingested.sources.line_range(span).0)
}

/// The replicas of the one Deployment, and the line that decides them.
fn replicas(ingested: &Ingested) -> (Option<i64>, String) {
    let mut found = ingested.model.kube.objects.iter().filter(|o| &*o.kind == "Deployment");
    let object = found.next().unwrap();
    assert!(found.next().is_none());
    match object.root.at("spec.replicas") {
        At::Set(node) => (node.as_i64(), at(ingested, node.span)),
        other => panic!("{other:?}"),
    }
}

fn state(ingested: &Ingested, path: &str) -> (FileState, bool) {
    let file = ingested.files.iter().find(|f| &*f.file == path);
    file.map(|f| (f.state, f.gap)).unwrap()
}

#[test]
fn an_object_is_placed_at_its_values() {
    let ingested = ingest(&world(&[]), &Options::default());
    assert_eq!(replicas(&ingested), (Some(1), "deploy/values.yaml:1".into()));
    let workload = &ingested.model.kube.workloads[0];
    let privileged = &workload.containers[0].privileged;
    assert_eq!(at(&ingested, privileged.span()), "deploy/values.yaml:2");
    let head = ingested.model.kube.objects[0].head;
    assert_eq!(at(&ingested, head), "deploy/templates/deployment.yaml:4");
    assert!(ingested.notices.is_empty(), "{:?}", ingested.notices);
    for file in ["Chart.yaml", "values.yaml", "templates/deployment.yaml"] {
        assert_eq!(state(&ingested, &format!("deploy/{file}")), (FileState::Evaluated, false));
    }
}

#[test]
fn values_of_the_environment_hold() {
    let files = [
        ("deploy/values-prod.yaml", "replicas: 3\n"),
        ("deploy/values.dev.yaml", "replicas: 0\n"),
        ("deploy/environments/prod/values.yaml", "privileged: false\n"),
        ("deploy/values-prod-eu.yaml", "replicas: 8\n"),
        ("deploy/values-ha.yaml", "replicas: 9\n"),
        ("other/values.yaml", "replicas: 7\n"),
    ];
    let given = |path: &str| Helm { values: vec![path.into()], ..Helm::default() };
    let table = [
        (Environment::Prod, Helm::default(), 3, "deploy/values-prod.yaml:1"),
        (Environment::Dev, Helm::default(), 0, "deploy/values.dev.yaml:1"),
        (Environment::Prod, given("deploy/values-ha.yaml"), 9, "deploy/values-ha.yaml:1"),
        (Environment::Prod, given("./other/values.yaml"), 7, "other/values.yaml:1"),
    ];
    for (environment, helm, count, place) in table {
        let options = Options { environment, helm, ..Options::default() };
        let ingested = ingest(&world(&files), &options);
        assert_eq!(replicas(&ingested), (Some(count), place.into()), "{environment:?}");
    }
    let ingested = ingest(&world(&files), &Options::default());
    assert_eq!(state(&ingested, "deploy/values-prod.yaml").0, FileState::Evaluated);
    assert_eq!(state(&ingested, "deploy/values.dev.yaml"), (FileState::NotEvaluated, false));
}

#[test]
fn what_is_not_rendered_is_a_gap_and_the_rest_is_judged() {
    let files = [
        ("deploy/templates/bad.yaml", "kind: X\n{{ .Values.a.b }}\n"),
        ("deploy/templates/_helpers.tpl", "{{ define \"x\" }}{{ end }}\n"),
    ];
    let ingested = ingest(&world(&files), &Options::default());
    assert_eq!(replicas(&ingested).0, Some(1));
    assert_eq!(state(&ingested, "deploy/templates/bad.yaml"), (FileState::NotEvaluated, true));
    assert_eq!(state(&ingested, "deploy/templates/_helpers.tpl").0, FileState::Evaluated);
    let notice = &ingested.notices[0];
    assert!(notice.kind.is_gap(), "{notice:?}");
    let place = notice.location.as_ref().unwrap();
    assert_eq!((&*place.file, place.line), ("deploy/templates/bad.yaml", 2));
}

#[test]
fn a_chart_that_cannot_be_loaded_is_a_gap() {
    let world = Memory::new([("c/Chart.yaml", "name: [\n"), ("c/templates/a.yaml", DEPLOYMENT)]);
    let ingested = ingest(&world, &Options::default());
    assert!(ingested.model.kube.objects.is_empty());
    assert_eq!(state(&ingested, "c/templates/a.yaml"), (FileState::NotEvaluated, true));
}

#[test]
fn libraries_and_charts_that_are_switched_off_are_no_gap() {
    let files = [
        ("deploy/charts/off/Chart.yaml", "name: off1\nversion: 1.0.0\n"),
        ("deploy/charts/off/templates/a.yaml", DEPLOYMENT),
        ("lib/Chart.yaml", "name: lib\nversion: 1.0.0\ntype: library\n"),
        ("lib/templates/a.yaml", DEPLOYMENT),
    ];
    let chart = "name: web\nversion: 1.0.0\ndependencies:\n- {name: off1, version: 1.0.0, condition: off1.enabled}\n";
    let mut all = files.to_vec();
    all.push(("deploy/Chart.yaml", chart));
    all.push(("deploy/values.yaml", "replicas: 1\nprivileged: true\noff1: {enabled: false}\n"));
    let ingested = ingest(&world(&all), &Options::default());
    assert_eq!(replicas(&ingested).0, Some(1));
    for path in ["deploy/charts/off/templates/a.yaml", "lib/templates/a.yaml"] {
        assert_eq!(state(&ingested, path), (FileState::NotEvaluated, false), "{path}");
    }
}

#[test]
fn charts_of_other_environments_are_left_out() {
    let world = Memory::new([
        ("prod/web/Chart.yaml", CHART),
        ("prod/web/values.yaml", VALUES),
        ("prod/web/templates/a.yaml", DEPLOYMENT),
        ("dev/web/Chart.yaml", CHART),
        ("dev/web/values.yaml", VALUES),
        ("dev/web/templates/a.yaml", DEPLOYMENT),
    ]);
    let ingested = ingest(&world, &Options::default());
    assert_eq!(replicas(&ingested).1, "prod/web/values.yaml:1");
    assert_eq!(state(&ingested, "dev/web/templates/a.yaml"), (FileState::NotEvaluated, false));
}

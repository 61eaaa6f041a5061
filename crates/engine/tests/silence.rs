//! Silence is never a pass: what nothing looked at is Not assessed, with the reason.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests: a panic is their message")]

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess};
use ringfort_vocab::{Assessment, FileState, Status};

type Files = &'static [(&'static str, &'static str)];

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\n\
    spec: {containers: [{name: a, image: a}]}\n";
const SERVICE: &str =
    "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: b}\nspec: {selector: {a: b}}\n";
const BINDING: &str = "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a, namespace: b}\n\
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}\n\
    subjects: [{kind: ServiceAccount, name: a, namespace: b}]\n";
const PYTHON: &str = "import flask\n\napp = flask.Flask(__name__)\n";
const PROJECT: &str = "[project]\nname = \"a\"\nversion = \"1\"\ndependencies = []\n";
const AKS: &str = "resource \"azurerm_kubernetes_cluster\" \"a\" {\n  name = \"a\"\n}\n";
const GKE: &str = "resource \"google_container_cluster\" \"b\" {\n  name = \"b\"\n}\n";
const KEY: &str = "resource \"aws_kms_key\" \"a\" {\n  enable_key_rotation = true\n}\n";
const MODULE: &str = "module \"a\" {\n  source = \"example/eks/aws\"\n  version = \"20.0.0\"\n}\n";
/// One member is named, the other could be everyone.
const MEMBERS: &str = "variable \"m\" {}\nresource \"google_artifact_registry_repository_iam_binding\" \"a\" {\n  \
    role = \"roles/artifactregistry.reader\"\n  members = [\"user:a@example.com\", var.m]\n}\n";
const NSG: &str = "variable \"from\" {}\nresource \"azurerm_network_security_rule\" \"a\" {\n  \
    direction = \"Inbound\"\n  access = \"Allow\"\n  protocol = \"Tcp\"\n  \
    source_address_prefix = var.from\n  destination_port_range = \"22\"\n}\n";
const WORKFLOW: &str =
    "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: docker build .}]}}\n";
const BICEP: &str = "param location string\n";

fn run(files: Files) -> Assessment {
    let world = Memory::new(files.iter().map(|(path, text)| (*path, *text)));
    let today = Date::parse("2026-01-01").expect("a date");
    assess(&world, &Request::new(Settings::default(), today), &|_| {})
}

const PYTHON_PROJECT: Files = &[("app.py", PYTHON), ("pyproject.toml", PROJECT)];

/// Files, a control, its status, and words of the reason.
const CASES: [(Files, &str, Status, &str); 22] = [
    (
        &[("main.tf", NSG)],
        "cloud/firewall-rules",
        Status::NotAssessed,
        "source or ports are not known",
    ),
    (
        &[("main.tf", MEMBERS)],
        "cloud/registry-access-control",
        Status::NotAssessed,
        "the members are not known",
    ),
    (
        &[("main.tf", KEY), ("app.bicep", "param a string\n")],
        "cloud/registry-access-control",
        Status::NotAssessed,
        "Bicep is not evaluated",
    ),
    (
        &[("envs/dev/main.tf", KEY), ("envs/prod/README.md", "x\n")],
        "cloud/private-nodes",
        Status::NotAssessed,
        "envs/dev/main.tf belongs to another environment than prod",
    ),
    (
        PYTHON_PROJECT,
        "cluster/service-account-token-rotation",
        Status::NotAssessed,
        "No Kubernetes manifests",
    ),
    (PYTHON_PROJECT, "cluster/dapr-access-control", Status::NotAssessed, "No Kubernetes manifests"),
    (
        PYTHON_PROJECT,
        "cloud/no-static-credentials",
        Status::NotAssessed,
        "none shows how anything signs in",
    ),
    (
        PYTHON_PROJECT,
        "code/parameterized-queries",
        Status::NotApplicable,
        "hold nothing it governs",
    ),
    (&[("pod.yaml", POD)], "cloud/metadata-service-protection", Status::NotAssessed, "Terraform"),
    (&[("pod.yaml", POD)], "cloud/volume-encryption-at-rest", Status::NotAssessed, "Terraform"),
    (&[("pod.yaml", POD)], "code/tls-in-application", Status::NotAssessed, "No source code"),
    (
        &[("pod.yaml", POD)],
        "cluster/service-account-token-rotation",
        Status::NotAssessed,
        "was seen",
    ),
    (&[("pod.yaml", POD)], "cluster/gateway-tls", Status::NotApplicable, "hold nothing it governs"),
    (
        &[("service.yaml", SERVICE)],
        "cluster/service-to-service-mtls",
        Status::NotAssessed,
        "was seen",
    ),
    (
        &[("rbac.yaml", BINDING)],
        "cluster/anonymous-auth-disabled",
        Status::Partial,
        "flag of the API",
    ),
    (&[("main.tf", AKS)], "cloud/metadata-service-protection", Status::NotAssessed, "was seen"),
    (&[("main.tf", AKS)], "cluster/namespace-isolation", Status::NotAssessed, "No Kubernetes"),
    (
        &[("main.tf", KEY), ("eks.tf", MODULE)],
        "cloud/private-nodes",
        Status::NotAssessed,
        "example/eks/aws",
    ),
    (
        &[("main.tf", KEY), ("eks.tf", MODULE)],
        "cloud/key-management",
        Status::Partial,
        "not everything was read",
    ),
    (
        &[(".github/workflows/ci.yaml", WORKFLOW)],
        "container/no-secrets-in-image",
        Status::NotAssessed,
        "No Dockerfile",
    ),
    (
        &[("app.py", PYTHON), ("main.go", "package main\n")],
        "code/parameterized-queries",
        Status::NotAssessed,
        "Go source is not judged",
    ),
    (
        &[("main.tf", KEY), ("main.bicep", BICEP)],
        "cloud/registry-access-control",
        Status::NotAssessed,
        "Bicep",
    ),
];

#[test]
fn what_nobody_looked_at_is_not_assessed() {
    for (files, control, status, reason) in CASES {
        let assessment = run(files);
        let row = assessment.map.iter().find(|r| r.control == control).expect("a control");
        let names: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
        assert_eq!(row.status, status, "{control} of {names:?}: {}", row.reason);
        assert!(row.reason.contains(reason), "{control} of {names:?}: {}", row.reason);
    }
}

#[test]
fn checks_that_were_left_out_are_said_to_be() {
    let today = Date::parse("2026-01-01").expect("a date");
    let request =
        Request { skip: vec!["cluster".to_owned()], ..Request::new(Settings::default(), today) };
    let world = Memory::new([("service.yaml", SERVICE)]);
    let assessment = assess(&world, &request, &|_| {});
    let row = assessment.map.iter().find(|r| r.control == "cluster/service-exposure");
    let row = row.expect("a control");
    assert_eq!(row.status, Status::NotAssessed);
    assert_eq!(row.reason, "Its checks were left out of this run");
}

#[test]
fn source_without_a_reader_is_a_gap() {
    let assessment = run(&[("web/app.ts", "export {}\n"), ("static/x.min.js", "x\n")]);
    let gaps: Vec<_> = assessment.coverage.files.iter().filter(|f| f.gap).collect();
    let [gap] = &*gaps else { panic!("{gaps:?}") };
    assert_eq!((&*gap.file, gap.state), ("web/app.ts", FileState::NotEvaluated));
    assert!(gap.cause.contains("TypeScript"), "{}", gap.cause);
}

/// Which cluster is meant is an assumption, the more so where there are several.
#[test]
fn the_cluster_that_manifests_are_taken_for_is_said() {
    let one: Files = &[("pod.yaml", POD), ("main.tf", AKS)];
    let two: Files = &[("pod.yaml", POD), ("main.tf", AKS), ("gke.tf", GKE)];
    for (files, words) in [(one, "the only cluster here"), (two, "the first of 2 clusters here")] {
        let notices = run(files).notices;
        assert!(notices.iter().any(|n| n.message.contains(words)), "{words}: {notices:#?}");
    }
}

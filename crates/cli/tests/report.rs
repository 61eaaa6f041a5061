//! `ringfort report` on the Task API: states with evidence, counts, mistakes answered with the nearest name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(args: &[&str]) -> (i32, String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/task-api");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringfort"));
    command.current_dir(folder).arg("report").args(args);
    command.env("SOURCE_DATE_EPOCH", "1795305600").env("COLUMNS", "100").env("LC_ALL", "C.UTF-8");
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

fn json(framework: &str, path: &str) -> Value {
    let (_, out, err) = run(&["--framework", framework, path, "--format", "json"]);
    serde_json::from_str(&out).unwrap_or_else(|e| panic!("{framework} {path}: {e}\n{out}{err}"))
}

fn requirement<'a>(report: &'a Value, id: &str) -> &'a Value {
    let all = report["requirements"].as_array().unwrap();
    all.iter().find(|r| r["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn requirements_stand_as_the_files_say() {
    let deployment = "k8s/base/deployment.yaml";
    let api_server = "control-plane/manifests/kube-apiserver.yaml";
    let table: [(&str, &str, &str, &str, &str); 13] = [
        ("cis-k8s-1.12", "start", "5.2.6", "fail", deployment),
        ("cis-k8s-1.12", "secured", "5.2.6", "pass", deployment),
        ("cis-k8s-1.12", "start", "1.2.1", "fail", api_server),
        ("cis-k8s-1.12", "secured", "1.2.15", "pass", api_server),
        ("cis-k8s-1.12", "secured", "4.2.1", "pass", "control-plane/kubelet.yaml"),
        ("cis-k8s-1.12", "secured", "1.1.1", "not-evaluated", ""),
        ("cis-k8s-1.12", "start", "1.4.1", "not-evaluated", ""),
        ("cis-k8s-1.12", "secured", "3.1.2", "manual", ""),
        ("pss", "start", "restricted/privilege-escalation", "fail", deployment),
        ("pss", "secured", "restricted/privilege-escalation", "pass", deployment),
        ("cis-docker-1.6", "start", "4.1", "fail", "Dockerfile"),
        ("cis-eks-1.8", "secured", "5.3.1", "pass", "terraform/"),
        ("cis-azure-6.0", "secured", "7.1", "not-evaluated", ""),
    ];
    for (framework, path, id, state, file) in table {
        let report = json(framework, path);
        let found = requirement(&report, id);
        assert_eq!(found["state"], state, "{framework} {path} {id}: {found}");
        let place = found["evidence"][0]["location"]["file"].as_str().unwrap_or("");
        assert!(place.starts_with(file), "{framework} {path} {id}: {place}");
    }
}

#[test]
fn counts_are_those_of_the_rows() {
    for framework in ["cis-k8s-1.12", "owasp-k8s-2025"] {
        let report = json(framework, "start");
        let rows = report["requirements"].as_array().unwrap();
        for (key, state) in [("fail", "fail"), ("pass", "pass"), ("not_evaluated", "not-evaluated")]
        {
            let count = rows.iter().filter(|r| r["state"] == state).count();
            assert_eq!(report["counts"][key], count, "{framework} {key}");
        }
    }
}

#[test]
fn people_see_places_and_what_is_missing() {
    let (code, out, _) = run(&["--framework", "cis-k8s-1.12", "start"]);
    assert_eq!(code, 1);
    for part in [
        "CIS Kubernetes Benchmark 1.12",
        "1.1.1",
        "needs another file: what sets the node up",
        "k8s/base/deployment.yaml:",
        "131 requirements: ",
        "not evaluated for want of: ",
    ] {
        assert!(out.contains(part), "{part}\n{out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    let (code, out, _) =
        run(&["--framework", "pss", "start", "--format", "markdown", "--exit-zero"]);
    assert_eq!(code, 0);
    assert!(out.contains("| restricted/privilege-escalation | **fail** |"), "{out}");
}

#[test]
fn frameworks_are_listed_and_slips_are_answered() {
    let (code, out, _) = run(&["--list"]);
    assert_eq!(code, 0);
    for id in ["cis-k8s-1.12", "cis-eks-1.8", "pss", "nsa-cisa-1.2", "mitre-containers"] {
        assert!(out.contains(id), "{id}\n{out}");
    }
    let (code, out, err) = run(&["--framework", "cis-k8s-1.21"]);
    assert_eq!((code, &*out), (2, ""));
    assert!(err.contains("did you mean `cis-k8s-1.12`?"), "{err}");
    let (code, _, err) = run(&[]);
    assert_eq!(code, 2);
    assert!(err.contains("--framework"), "{err}");
}

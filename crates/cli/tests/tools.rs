//! `--render-with`: the user's own tools render, and what they cannot is said.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;

/// A folder of its own for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str, files: &[(&str, &str)]) -> Self {
        let path = env::temp_dir().join(format!("ringfort-tools-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        for (name, text) in files {
            let file = path.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
            if name.starts_with("bin/") {
                fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
            }
        }
        Self(path)
    }

    /// Scans `scan` with `bin` and the system's own folders on PATH.
    fn scan(&self, args: &[&str]) -> Value {
        let path = format!("{}:/usr/bin:/bin", self.0.join("bin").display());
        let output = Command::new(env!("CARGO_BIN_EXE_ringfort"))
            .args(["scan", "scan", "--format", "json", "--exit-zero"])
            .args(args)
            .current_dir(&self.0)
            .env("PATH", path)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const CHART: (&str, &str) = ("scan/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
const TEMPLATE: (&str, &str) = (
    "scan/web/templates/pod.yaml",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: by-ringfort, namespace: a}\nspec: {containers: [{name: c, image: i}]}\n",
);
const VALUES: (&str, &str) = ("scan/web/values.yaml", "a: 1\n");
const PRINTS: &str = "cat <<'END'\n---\n# Source: web/templates/pod.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: by-tool, namespace: a}\nspec: {hostPID: true, containers: [{name: c, image: i}]}\nEND\n";

/// The names of pods that findings are about, with the files they are in.
fn pods(report: &Value) -> Vec<(String, String)> {
    let findings = report["findings"].as_array().unwrap().iter();
    let mut found: Vec<(String, String)> = findings
        .filter_map(|f| {
            let resource = f["resource"].as_str()?;
            let name = resource.strip_prefix("Pod/")?.rsplit('/').next()?;
            Some((name.to_owned(), f["location"]["file"].as_str()?.to_owned()))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

fn notices(report: &Value) -> String {
    let all = report["notices"].as_array().unwrap().iter();
    all.filter_map(|n| n["message"].as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn helm_of_the_user_renders_charts_only_when_asked() {
    let script = format!("#!/bin/sh\necho \"$@\" > args\n{PRINTS}");
    let folder = Folder::new("helm", &[CHART, TEMPLATE, VALUES, ("bin/helm", &script)]);
    let own = folder.scan(&[]);
    assert_eq!(pods(&own)[0].0, "by-ringfort");
    assert!(!folder.0.join("args").exists(), "nothing runs without the flag");
    let report = folder.scan(&["--render-with", "helm", "--set", "x=1"]);
    let expected = ("by-tool".to_owned(), "web/templates/pod.yaml".to_owned());
    assert_eq!(pods(&report), [expected]);
    let args = fs::read_to_string(folder.0.join("args")).unwrap();
    assert!(args.starts_with("template ") && args.contains("--set x=1"), "{args}");
}

#[test]
fn kustomize_of_the_user_renders_overlays_or_kubectl_does() {
    let kustomization = ("scan/kustomization.yaml", "resources: [pod.yaml]\n");
    let pod = ("scan/pod.yaml", TEMPLATE.1);
    for tool in ["kustomize", "kubectl"] {
        let script = format!("#!/bin/sh\n{PRINTS}");
        let bin = format!("bin/{tool}");
        let files = [kustomization, pod, (bin.as_str(), script.as_str())];
        let folder = Folder::new(tool, &files);
        let report = folder.scan(&["--render-with", "kustomize"]);
        let expected = ("by-tool".to_owned(), "kustomization.yaml".to_owned());
        assert_eq!(pods(&report), [expected], "{tool}: {}", notices(&report));
    }
}

#[test]
fn a_tool_that_fails_is_said_and_ringfort_renders() {
    let table = [
        ("#!/bin/sh\necho 'Error: no such chart' >&2\nexit 1\n", "Error: no such chart"),
        ("#!/bin/sh\nprintf 'a: [\\n'\n", "what it printed is no YAML"),
        ("#!/no/such/interpreter\n", "there is no `helm` that could be run"),
    ];
    for (script, expected) in table {
        let folder = Folder::new("fails", &[CHART, TEMPLATE, VALUES, ("bin/helm", script)]);
        let report = folder.scan(&["--render-with", "helm"]);
        assert_eq!(pods(&report)[0].0, "by-ringfort", "{expected}");
        let said = notices(&report);
        assert!(said.contains(expected) && said.contains("--render-with helm"), "{said}");
    }
}

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

const WEB: [(&str, &str); 3] = [
    ("scan/charts/web/Chart.yaml", CHART.1),
    ("scan/charts/web/values.yaml", VALUES.1),
    ("scan/charts/web/templates/pod.yaml", TEMPLATE.1),
];

#[test]
fn helm_of_the_user_renders_charts_that_something_else_installs() {
    let table = [
        (
            "scan/kustomization.yaml",
            "helmCharts: [{name: web, releaseName: rel, namespace: shop, skipHooks: true, includeCRDs: true, valuesInline: {a: {b: 2}}}]\n",
            "template --no-hooks --include-crds --values=- --namespace shop -- rel ",
            "{\"a\":{\"b\":2}}",
        ),
        (
            "scan/main.tf",
            "resource \"helm_release\" \"r\" {\n  name = \"rel\"\n  chart = \"./charts/web\"\n  values = [\"a: {b: 3}\"]\n  set {\n    name = \"c\"\n    value = \"d\"\n  }\n}\n",
            "template --skip-tests --set=c=d --values=- --namespace default -- rel ",
            "{\"a\":{\"b\":3}}",
        ),
        // Names of scanned files are no flags.
        (
            "scan/main.tf",
            "resource \"helm_release\" \"r\" {\n  name = \"--post-renderer=./x\"\n  chart = \"./charts/web\"\n  values = [\"a: 1\"]\n}\n",
            "template --skip-tests --values=- --namespace default -- --post-renderer=./x ",
            "{\"a\":1}",
        ),
    ];
    for (path, text, arguments, values) in table {
        let script = format!("#!/bin/sh\necho \"$@\" > args\ncat > values\n{PRINTS}");
        let own = [(path, text), ("bin/helm", script.as_str())];
        let files: Vec<(&str, &str)> = WEB.into_iter().chain(own).collect();
        let folder = Folder::new("installed", &files);
        let report = folder.scan(&["--render-with", "helm"]);
        let expected = "by-tool".to_owned();
        assert_eq!(pods(&report)[0].0, expected, "{text}: {}", notices(&report));
        let read = |name: &str| fs::read_to_string(folder.0.join(name)).unwrap();
        assert!(read("args").starts_with(arguments), "{}", read("args"));
        assert_eq!(read("values"), values);
    }
}

#[test]
fn values_that_are_not_known_are_not_handed_to_helm() {
    let main = "variable \"v\" {}\nresource \"helm_release\" \"r\" {\n  name = \"rel\"\n  chart = \"./charts/web\"\n  set {\n    name = \"a\"\n    value = var.v\n  }\n}\n";
    let script = format!("#!/bin/sh\n{PRINTS}");
    let own = [("scan/main.tf", main), ("bin/helm", script.as_str())];
    let files: Vec<(&str, &str)> = WEB.into_iter().chain(own).collect();
    let folder = Folder::new("unknown", &files);
    let report = folder.scan(&["--render-with", "helm"]);
    assert_eq!(pods(&report)[0].0, "by-ringfort");
    let said = notices(&report);
    assert!(said.contains("its values are not all known (variable `v` has no value)"), "{said}");
}

#[test]
fn kustomize_of_the_user_renders_charts_where_nothing_in_them_misleads_helm() {
    let table = [
        ("helmCharts: [{name: web}]\n", Some("build --enable-helm -- ")),
        ("helmGlobals: {configHome: home}\nhelmCharts: [{name: web}]\n", None),
        ("helmCharts: [{name: web, releaseName: --post-renderer=./x}]\n", None),
        ("resources: [gone]\nhelmCharts: [{name: web}]\n", None),
    ];
    for (text, arguments) in table {
        let script = format!("#!/bin/sh\necho \"$@\" > args\n{PRINTS}");
        let own = [("scan/kustomization.yaml", text), ("bin/kustomize", script.as_str())];
        let files: Vec<(&str, &str)> = WEB.into_iter().chain(own).collect();
        let folder = Folder::new("enable", &files);
        let report = folder.scan(&["--render-with", "kustomize"]);
        let args = fs::read_to_string(folder.0.join("args")).ok();
        assert_eq!(args.is_some(), arguments.is_some(), "{text}");
        let starts = |args: &String| args.starts_with(arguments.unwrap_or(""));
        assert!(args.as_ref().is_none_or(starts), "{args:?}");
        let (by, said) = (pods(&report)[0].0.clone(), notices(&report));
        assert_eq!(by == "by-tool", arguments.is_some(), "{text}: {said}");
        assert_eq!(said.contains("kustomize did not render"), arguments.is_none(), "{said}");
    }
}

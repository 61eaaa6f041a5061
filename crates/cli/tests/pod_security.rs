//! `ringfort pod-security` as a user meets it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;

const FILES: &str = "apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: v1.34
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      initContainers:
      - name: first
        image: i
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      containers:
      - name: main
        image: i
        securityContext:
          allowPrivilegeEscalation: true
          capabilities: {drop: [ALL]}
---
apiVersion: v1
kind: Namespace
metadata:
  name: agents
  labels:
    pod-security.kubernetes.io/enforce: privileged
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: agents}
spec:
  template:
    spec:
      hostPID: !later pid
      volumes: [{name: logs, hostPath: {path: /var/log}}]
      containers: [{name: main, image: i}]
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sPSPHostFilesystem
metadata: {name: paths}
spec: {enforcementAction: dryrun}
---
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
- name: PodSecurity
  configuration:
    apiVersion: pod-security.admission.config.k8s.io/v1
    kind: PodSecurityConfiguration
    exemptions: {namespaces: [agents]}
---
{apiVersion: v1, kind: Namespace, metadata: {name: empty}}
";

/// A folder of its own for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let name = format!("ringfort-pod-security-{}-{test}", std::process::id());
        let path = env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("all.yaml"), FILES).unwrap();
        Self(path)
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringfort"));
        command.current_dir(&self.0).arg("pod-security").args(args).stdin(Stdio::null());
        let output = command.env("COLUMNS", "120").env("LC_ALL", "C.UTF-8").output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn people_see_what_each_namespace_carries_and_what_stops_the_next_level() {
    let (code, out, _) = Folder::new("table").run(&[]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("pod-security", out);
}

#[test]
fn programs_get_the_same() {
    let (code, out, _) = Folder::new("json").run(&["--format", "json", "-n", "shop"]);
    assert_eq!(code, 0);
    let all: Value = serde_json::from_str(&out).expect("JSON");
    let shop = &all[0];
    assert_eq!(shop["carries"], "baseline");
    assert_eq!(shop["possibly"], Value::Null);
    assert_eq!(shop["offer"]["line"], "pod-security.kubernetes.io/enforce: baseline");
    assert_eq!(shop["next"]["level"], "restricted");
    assert_eq!(shop["next"]["objects"], 1);
    let blocker = &shop["next"]["blockers"][0];
    assert_eq!(blocker["container"], "main");
    assert_eq!(blocker["rule"], "Privilege Escalation");
    assert_eq!(blocker["place"], "all.yaml:24");
    assert_eq!(shop["modes"][2]["version"], "v1.34");
}

#[test]
fn mistakes_name_the_nearest_namespace() {
    let folder = Folder::new("mistake");
    let (code, _, said) = folder.run(&["-n", "shpo"]);
    assert_eq!((code, said.contains("`shop`?")), (2, true), "{said}");
    fs::write(folder.0.join("all.yaml"), "a: 1\n").unwrap();
    assert_eq!(folder.run(&[]).0, 3);
}

//! `ringfort can` and `ringfort who-can` as a user meets them.

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

const FILES: &str = "apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules:
- {apiGroups: [''], resources: [pods], verbs: [get, list]}
- {apiGroups: [''], resources: [configmaps], resourceNames: [settings], verbs: [get, list, create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: read, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
- {kind: ServiceAccount, name: app, namespace: shop}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: elsewhere}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: not-here}
subjects: [{kind: Group, name: ops}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {serviceAccountName: app, containers: [{name: c, image: i}]}}}
";

/// A folder of its own for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = env::temp_dir().join(format!("ringfort-rights-{}-{test}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("rbac.yaml"), FILES).unwrap();
        Self(path)
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringfort"));
        command.current_dir(&self.0).args(args).stdin(Stdio::null());
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
fn one_question_is_answered_with_its_evidence() {
    let folder = Folder::new("can");
    let table: [(&[&str], &[&str]); 7] = [
        (
            &["can", "sa/shop/app", "get", "pods", "-n", "shop"],
            &[
                "yes: ServiceAccount/shop/app may get pods in namespace shop",
                "RoleBinding/shop/read (rbac.yaml:13) gives Role/shop/reader (rbac.yaml:5) in namespace shop",
                "note: pods of Deployment/shop/web run as it",
            ],
        ),
        (
            &["can", "deployment/shop/web", "list", "po", "."],
            &["yes: ServiceAccount/shop/app may list po anywhere"],
        ),
        (&["can", "sa/shop/app", "list", "cm"], &["only with a field selector on settings"]),
        (&["can", "sa/shop/app", "create", "cm"], &["no: nothing in these files lets"]),
        (
            &["can", "group/ops", "get", "secrets"],
            &[
                "not known: whether Group/ops",
                "ClusterRoleBinding//elsewhere (rbac.yaml:17): role `not-here` is not in the files",
            ],
        ),
        (&["can", "--list"], &["ServiceAccount/shop/app may", "named settings", "is left out"]),
        (
            &["can", "--list", "sa/shop/app"],
            &["ServiceAccount/shop/app may", "get list  ", "named settings", "every cluster"],
        ),
    ];
    for (args, parts) in table {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}\n{out}");
        for part in parts {
            assert!(out.contains(part), "{args:?}: {part}\n{out}");
        }
    }
}

#[test]
fn everyone_who_can_is_listed() {
    let folder = Folder::new("who");
    let (code, out, _) = folder.run(&["who-can", "get", "pods", "-n", "shop"]);
    assert_eq!(code, 0);
    for part in [
        "Who may get pods in namespace shop",
        "ServiceAccount/shop/app",
        "Group/system:masters",
        "Group/ops",
    ] {
        assert!(out.contains(part), "{part}\n{out}");
    }
    let (_, out, _) = folder.run(&["who-can", "delete", "nodes"]);
    assert!(!out.contains("ServiceAccount/shop/app"), "{out}");
    let (_, out, _) = folder.run(&["who-can", "get", "pods", "--format", "json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let subjects = json[0]["subjects"].as_array().unwrap();
    let app = subjects.iter().find(|s| s["subject"] == "ServiceAccount/shop/app").unwrap();
    assert_eq!(
        (&app["allowed"], &app["grants"][0]["role"]["place"]),
        (&"yes".into(), &"rbac.yaml:5".into())
    );
}

#[test]
fn mistakes_say_what_to_write() {
    let folder = Folder::new("mistakes");
    let table: [(&[&str], &str); 2] = [
        (&["can", "sa/shop/app", "get"], "ringfort can SUBJECT VERB RESOURCE"),
        (&["can", "deployment/shop/wbe", "get", "pods"], "`deployment/shop/web`"),
    ];
    for (args, part) in table {
        let (code, _, err) = folder.run(args);
        assert_eq!(code, 2, "{args:?}");
        assert!(err.contains(part), "{args:?}: {err}");
    }
}

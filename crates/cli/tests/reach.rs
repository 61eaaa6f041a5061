//! `ringfort reach` as a user meets it.

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

const FILES: &[(&str, &str)] = &[
    (
        "pods.yaml",
        "apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: db, namespace: shop}
spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: i}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cache, namespace: shop}
spec: {template: {metadata: {labels: {app: cache}}, spec: {containers: [{name: c, image: i}]}}}
",
    ),
    (
        "policies.yaml",
        "apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
  namespace: shop
spec:
  podSelector: {matchLabels: {app: db}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{podSelector: {matchLabels: {app: web}}}]
    ports: [{port: 5432}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: typo, namespace: shop}
spec: {podSelector: {matchLabels: {app: dbb}}}
",
    ),
];

/// A folder of its own for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str, files: &[(&str, &str)]) -> Self {
        let path = env::temp_dir().join(format!("ringfort-reach-{}-{test}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        for (name, text) in files {
            fs::write(path.join(name), text).unwrap();
        }
        Self(path)
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringfort"));
        command.current_dir(&self.0).arg("reach").args(args).stdin(Stdio::null());
        let output = command.env("COLUMNS", "110").env("LC_ALL", "C.UTF-8").output().unwrap();
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
fn connections_with_the_policies_that_decide() {
    let folder = Folder::new("table", FILES);
    let (code, out, err) = folder.run(&[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Nothing in these files shows a network plugin that enforces policies",
        "shop/web shop/db TCP 5432 db policies.yaml:10",
        "shop/cache any address outside all ports no policy restricts it",
        "notice: `NetworkPolicy/shop/typo` selects no pod of these files (policies.yaml:15)",
        "3 workloads: as sources policies tell 3 kinds apart, as destinations 2",
    ] {
        assert!(words(&out).contains(part), "{part}\n{out}");
    }
    for denied in ["shop/cache shop/db", "shop/db any address", "any address outside shop/db"] {
        assert!(!words(&out).contains(denied), "{denied}\n{out}");
    }
}

#[test]
fn why_one_connection_is_allowed_or_denied() {
    let folder = Folder::new("why", FILES);
    let table: [(&str, &str, &[&str]); 4] = [
        (
            "web",
            "shop/db",
            &[
                "allowed: TCP 5432",
                "denied: TCP 1-5431,5433-65535, UDP, SCTP",
                "out of shop/web:\n  no policy governs it: open",
                "allows TCP 5432: NetworkPolicy/shop/db (policies.yaml:10)",
            ],
        ),
        (
            "cache",
            "db",
            &["  denied\n", "isolates all ports: NetworkPolicy/shop/db (policies.yaml:4)"],
        ),
        ("db", "internet", &["shop/db -> the internet\n  denied"]),
        ("Deployment/shop/db", "169.254.169.254", &["shop/db -> 169.254.169.254\n  denied"]),
    ];
    for (from, to, parts) in table {
        let (code, out, err) = folder.run(&["--from", from, "--to", to]);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        for part in parts {
            assert!(out.contains(part), "{from} -> {to}: {part}\n{out}");
        }
    }
}

#[test]
fn programs_get_json() {
    let folder = Folder::new("json", FILES);
    let (_, out, _) = folder.run(&["--format", "json", "--to", "db"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json[0]["enforcement"]["state"], "unknown");
    let connections = json[0]["connections"].as_array().unwrap();
    assert_eq!(connections.len(), 1, "{out}");
    assert_eq!(connections[0]["to"]["workload"], "shop/db");
    assert_eq!(connections[0]["allowed"][0]["first"], 5432);
    let decides = &connections[0]["deciding"][0];
    assert_eq!(
        (&decides["policy"], &decides["location"]["line"]),
        (&"NetworkPolicy/shop/db".into(), &10.into())
    );
}

#[test]
fn graphs_have_a_node_per_class_and_an_edge_per_connection() {
    let folder = Folder::new("graph", FILES);
    let (_, dot, _) = folder.run(&["--format", "dot", "--to", "db"]);
    assert!(dot.starts_with("digraph reach {") && dot.contains("[label=\"TCP 5432\"]"), "{dot}");
    let (_, mermaid, _) = folder.run(&["--format", "mermaid", "--to", "db"]);
    assert!(
        mermaid.starts_with("flowchart LR\n") && mermaid.contains("-->|\"TCP 5432\"|"),
        "{mermaid}"
    );
}

#[test]
fn mistakes_and_empty_folders_are_said() {
    let folder = Folder::new("mistakes", FILES);
    let empty = Folder::new("empty", &[("a.yaml", "a: 1\n")]);
    let (code, _, err) = folder.run(&["--from", "shop/webb"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("no workload, address or range `shop/webb`") && err.contains("`shop/web`"),
        "{err}"
    );
    let (code, _, err) = empty.run(&[]);
    assert_eq!(code, 3, "{err}");
}

/// A machine that the internet reaches, and a database that only the machine does.
const CLOUD: &str = r#"
resource "aws_instance" "web" {
  vpc_security_group_ids = [aws_security_group.web.id]
}
resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_db_instance" "db" {
  engine                 = "postgres"
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_security_group" "db" {
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.web.id]
  }
}
"#;

#[test]
fn the_cloud_is_answered_beside_the_cluster() {
    let mut files = FILES.to_vec();
    files.push(("main.tf", CLOUD));
    let folder = Folder::new("cloud", &files);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let asked: &[(&[&str], &[&str])] = &[
        (
            &[],
            &[
                "shop/web shop/db TCP 5432",
                "Cloud: from the internet",
                "aws_instance.web anywhere TCP 443 internet gateway",
                "main.tf:6",
                "not reached: aws_db_instance.db: no public address: publicly_accessible is false unless it is set (main.tf:19)",
                "2 endpoints: 1 reached from the internet",
            ],
        ),
        (
            &["--from", "internet", "--to", "aws_instance.web"],
            &["anywhere -> aws_instance.web, over internet gateway", "allowed: TCP 443"],
        ),
        (
            &["--from", "aws_instance.web", "--to", "aws_db_instance.db"],
            &["allowed: TCP 5432", "allows TCP 5432: rule of aws_security_group.db (main.tf:24)"],
        ),
        (&["--from", "internet", "--to", "aws_db_instance.db"], &["denied", "publicly_accessible"]),
        (&["--to", "aws_db_instance.db"], &["aws_instance.web aws_db_instance.db TCP 5432"]),
        (&["--from", "internet", "--format", "mermaid"], &["n0 -->|\"TCP 443\"| n1"]),
    ];
    for (args, parts) in asked {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}\n{out}");
        for part in *parts {
            assert!(words(&out).contains(part), "{args:?}: {part}\n{out}");
        }
    }
    let (code, _, err) = folder.run(&["--to", "aws_db_instance.dbs"]);
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `aws_db_instance.db`"), "{err}");
}

#[test]
fn the_cloud_alone_is_told_to_programs() {
    let folder = Folder::new("cloud-json", &[("main.tf", CLOUD)]);
    let (code, out, _) = folder.run(&["--format", "json"]);
    assert_eq!(code, 0, "{out}");
    for part in
        ["\"cloud\": {", "\"to\": \"aws_instance.web\"", "\"from\": \"anywhere\"", "\"first\": 443"]
    {
        assert!(out.contains(part), "{part}\n{out}");
    }
}

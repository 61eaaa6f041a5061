//! The command as a user meets it: exit codes, streams, mistakes answered with the nearest word.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests: a panic is their message"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs, io::Write as _};

use serde_json::Value;

/// Anyone may do anything: findings of severity high or worse on line 3.
const OPEN: &str = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\n\
    metadata: {name: open}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}\n\
    subjects:\n- {apiGroup: rbac.authorization.k8s.io, kind: User, name: \"system:anonymous\"}\n";
const HARMLESS: &str =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\ndata: {}\n";

/// A folder of its own for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str, files: &[(&str, &str)]) -> Self {
        let path = env::temp_dir().join(format!("ringfort-{}-{test}", std::process::id()));
        let folder = Self(path);
        fs::create_dir_all(&folder.0).unwrap();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn ringfort(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringfort"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    command.env("SOURCE_DATE_EPOCH", "1767225600").env_remove("NO_COLOR");
    command
}

fn run(folder: &Folder, args: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = ringfort(&folder.0, args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

fn json(folder: &Folder, args: &[&str]) -> Value {
    let (_, out, err) = run(folder, args);
    serde_json::from_str(&out).unwrap_or_else(|e| panic!("{args:?}: {e}\n{out}{err}"))
}

#[test]
fn exit_codes() {
    let open = Folder::new("codes-open", &[("a.yaml", OPEN)]);
    let harmless = Folder::new("codes-harmless", &[("a.yaml", HARMLESS)]);
    let broken = Folder::new("codes-broken", &[("a.yaml", HARMLESS), ("b.yaml", "a: [")]);
    let empty = Folder::new("codes-empty", &[]);
    let table: [(&Folder, &[&str], i32); 10] = [
        (&open, &[], 1),
        (&open, &["scan", "a.yaml"], 1),
        (&open, &["--exit-zero"], 0),
        (&open, &["--skip", "cluster"], 0),
        (&harmless, &[], 0),
        (&harmless, &["--strict"], 0),
        (&broken, &[], 0),
        (&broken, &["--strict"], 4),
        (&empty, &[], 3),
        (&empty, &["gone"], 2),
    ];
    for (folder, args, expected) in table {
        let (code, out, err) = run(folder, args);
        assert_eq!(code, expected, "{args:?}\n{out}\n{err}");
    }
}

#[test]
fn mistakes_are_answered_with_the_nearest_word() {
    let folder =
        Folder::new("mistakes", &[("a.yaml", HARMLESS), ("bad.toml", "fail_on = \"high\"\n")]);
    let table: [(&[&str], &str); 11] = [
        (&["--fail-onn", "high"], "--fail-on"),
        (&["--fail-on", "hihg"], "`high`?"),
        (&["--format", "sarf"], "`sarif`?"),
        (&["--output", "jsn=x"], "`json`?"),
        (&["--env", "prd"], "`prod`?"),
        (&["--only", "clster"], "`cluster`?"),
        (&["--skip", "cluster/rbac-lest-privilege"], "`cluster/rbac-least-privilege`?"),
        (&["scna"], "`scan`?"),
        (&["explain", "non-root-exection"], "`container/non-root-execution`?"),
        (&["checklist", "--stack", "fastapy"], "`fastapi`?"),
        (
            &["--config", "bad.toml"],
            "bad.toml:1: unknown key `fail_on` in the top level; did you mean `fail-on`?",
        ),
    ];
    for (args, part) in table {
        let (code, out, err) = run(&folder, args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains(part), "{args:?}: {err}");
    }
}

#[test]
fn reports_go_where_they_are_asked_to() {
    let folder = Folder::new("reports", &[("a.yaml", OPEN)]);
    let args =
        ["-q", "--output", "json=out/../r.json", "--output", "sarif=r.sarif", "-o", "junit=r.xml"];
    let (code, out, err) = run(&folder, &args);
    assert_eq!((code, out.as_str()), (2, ""), "a missing folder is named: {err}");
    assert!(err.contains("out/../r.json"), "{err}");
    let args = ["-q", "--output", "json=r.json", "--output", "sarif=r.sarif", "-o", "junit=r.xml"];
    let (code, out, err) = run(&folder, &args);
    assert_eq!((code, out.as_str(), err.as_str()), (1, "", ""));
    for name in ["r.json", "r.sarif", "r.xml"] {
        assert!(fs::read_to_string(folder.0.join(name)).unwrap().contains("a.yaml"), "{name}");
    }
}

#[test]
fn a_baseline_is_known_and_new_findings_fail() {
    let folder = Folder::new("baseline", &[("k8s/a.yaml", OPEN)]);
    assert_eq!(run(&folder, &["k8s", "-q", "-o", "json=known.json"]).0, 1);
    assert_eq!(run(&folder, &["k8s", "--baseline", "known.json"]).0, 0);
    folder.write("k8s/b.yaml", &OPEN.replace("{name: open}", "{name: other}"));
    assert_eq!(run(&folder, &["k8s", "--baseline", "known.json"]).0, 1);
    folder.write("known.json", "{}");
    let (code, _, err) = run(&folder, &["k8s", "--baseline", "known.json"]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn since_shows_findings_of_changed_files_only() {
    let folder = Folder::new("since", &[("k8s/a.yaml", OPEN), ("k8s/b.yaml", HARMLESS)]);
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
        let run = Command::new("git").current_dir(&folder.0).args(identity).args(args).output();
        run.is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"]) {
        return; // Only the test needs the git program.
    }
    assert!(git(&["add", "."]) && git(&["commit", "-q", "-m", "first"]));
    let findings = |args: &[&str]| {
        let result = json(&folder, &[&["--format", "json"], args].concat());
        let files = result["findings"].as_array().cloned().unwrap_or_default();
        let files = files.iter().filter_map(|f| f["location"]["file"].as_str().map(str::to_owned));
        files.collect::<std::collections::BTreeSet<String>>().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(findings(&["k8s"]), ["a.yaml"]);
    assert_eq!(findings(&["k8s", "--since", "HEAD"]), [""; 0]);
    folder.write("k8s/c.yaml", &OPEN.replace("{name: open}", "{name: other}"));
    assert_eq!(findings(&["k8s", "--since", "HEAD"]), ["c.yaml"]);
    assert_eq!(findings(&[".", "--since", "HEAD"]), ["k8s/c.yaml"]);
    assert_eq!(findings(&["k8s/c.yaml", "k8s/a.yaml", "--since", "HEAD"]).len(), 1);
    assert!(git(&["add", "."]) && git(&["commit", "-q", "-m", "second"]));
    assert_eq!(findings(&["k8s", "--since", "HEAD"]), [""; 0]);
    assert_eq!(findings(&["k8s", "--since", "HEAD~1"]), ["c.yaml"]);
    let (code, _, err) = run(&folder, &["k8s", "--since", "gone"]);
    assert!(code == 2 && err.contains("--since gone"), "{err}");
}

#[test]
fn suppressions_count_and_point_at_their_line() {
    let comment = "# ringfort:ignore cluster reason=\"x\"\n";
    let folder = Folder::new("suppress", &[("a.yaml", &format!("{comment}{OPEN}"))]);
    let notices = |value: &Value| value["notices"].as_array().cloned().unwrap_or_default();
    let result = json(&folder, &["--format", "json"]);
    let unknown =
        notices(&result).into_iter().find(|n| n["kind"] == "suppression").expect("a notice");
    assert_eq!(
        (unknown["location"]["line"].as_u64(), unknown["location"]["file"].as_str()),
        (Some(1), Some("a.yaml"))
    );
    let found = result["findings"].as_array().cloned().unwrap_or_default();
    let ids: Vec<&str> = found.iter().filter_map(|f| f["check"].as_str()).collect();
    let ids = ids.join(",");
    assert!(!ids.is_empty());
    folder
        .write("a.yaml", &format!("# ringfort:ignore {ids} until=2026-01-01 reason=\"x\"\n{OPEN}"));
    assert_eq!(run(&folder, &[]).0, 0);
    folder
        .write("a.yaml", &format!("# ringfort:ignore {ids} until=2025-12-31 reason=\"x\"\n{OPEN}"));
    assert_eq!(run(&folder, &[]).0, 1);
    let entries: Vec<String> = found
        .iter()
        .filter_map(|f| f["check"].as_str())
        .map(|id| format!("[[ignore]]\ncheck = \"{id}\"\nreason = \"x\"\n"))
        .collect();
    folder.write("a.yaml", OPEN);
    folder.write("ringfort.toml", &entries.join("\n"));
    assert_eq!(run(&folder, &[]).0, 0);
}

#[test]
fn a_values_file_that_is_not_there_is_said() {
    let folder = Folder::new("no-values", &[("a.yaml", HARMLESS)]);
    let settings = "[environments.prod]\nclusters = [\"main\"]\nvalues = [\"declared.yaml\"]\n";
    folder.write("ringfort.toml", settings);
    // A file given by flag lies over those of the settings.
    let result = json(&folder, &["--values", "given.yaml", "--format", "json"]);
    let said = result["notices"].as_array().into_iter().flatten();
    let said: Vec<&str> = said.filter_map(|n| n["message"].as_str()).collect();
    assert_eq!(said.len(), 2, "declared clusters have an effect: {said:?}");
    for (message, file) in said.iter().zip(["declared.yaml", "given.yaml"]) {
        assert!(message.contains(&format!("`{file}` is not among the files")), "{message}");
    }
}

#[test]
fn small_verbs_keep_their_json_contract() {
    let folder = Folder::new("verbs", &[]);
    let has = |value: &Value, keys: &[&str]| keys.iter().all(|key| value.get(key).is_some());
    let answers =
        json(&folder, &["classify", "--format", "json", "Run as UID 1000", "the weather"]);
    assert_eq!(answers[0]["layer"], "container");
    assert_eq!(
        (&answers[1]["layer"], answers[1]["text"].as_str()),
        (&Value::Null, Some("the weather"))
    );
    assert!(has(&answers[1], &["text", "layer", "control", "spans", "why", "if_skipped"]));
    let checks = json(&folder, &["checks", "--format", "json"]);
    assert!(has(
        &checks[0],
        &["id", "control", "layer", "severity", "gate", "title", "frameworks", "aliases"]
    ));
    let controls = json(&folder, &["controls", "--format", "json"]);
    assert_eq!(controls.as_array().map(Vec::len), Some(90));
    let list = json(&folder, &["checklist", "--stack", "fastapi,sqlite,dapr", "--format", "json"]);
    assert_eq!(list["rows"][0]["layer"], "cloud");
    for subject in ["cluster", "non-root-execution", "container/non-root-execution"] {
        assert_eq!(run(&folder, &["explain", subject]).0, 0, "{subject}");
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(run(&folder, &["completions", shell]).1.contains("checklist"), "{shell}");
    }
}

#[test]
fn classify_reads_lines_from_standard_input() {
    let folder = Folder::new("stdin", &[]);
    let mut command = ringfort(&folder.0, &["classify", "--format", "json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"Run as UID 1000\n\n  TLS for endpoints\n").unwrap();
    let answers: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    let texts: Vec<&str> =
        answers.as_array().unwrap().iter().filter_map(|a| a["text"].as_str()).collect();
    assert_eq!(texts, ["Run as UID 1000", "TLS for endpoints"]);
}

#[test]
fn a_reader_that_went_away_ends_the_run_quietly() {
    let folder = Folder::new("pipe", &[]);
    let mut command = ringfort(&folder.0, &["controls"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn the_same_run_gives_the_same_bytes_without_colour_when_piped() {
    let folder = Folder::new("same", &[("a.yaml", OPEN), ("b.yaml", HARMLESS)]);
    let (_, first, _) = run(&folder, &["--jobs", "1"]);
    let (_, second, _) = run(&folder, &["--jobs", "4"]);
    assert_eq!(first, second);
    assert!(!first.contains('\u{1b}'));
    assert!(run(&folder, &["--color", "always"]).1.contains('\u{1b}'));
}

#[test]
fn a_width_can_be_asked_for() {
    let folder = Folder::new("width", &[("a.yaml", OPEN)]);
    let widest = |columns: &str| {
        let output = ringfort(&folder.0, &[]).env("COLUMNS", columns).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| line.chars().count()).max().unwrap()
    };
    assert_eq!(widest("80"), 80);
    assert_eq!(widest("100"), widest("no number"));
}

#[test]
fn source_without_a_reader_is_incomplete() {
    let folder = Folder::new("source", &[("a.yaml", HARMLESS), ("main.go", "package main\n")]);
    let (code, out, _) = run(&folder, &["--strict"]);
    assert_eq!(code, 4, "{out}");
    assert!(out.contains("Go source is not judged"), "{out}");
}

#[test]
fn an_empty_folder_says_what_is_read() {
    let folder = Folder::new("nothing", &[("README.md", "# a\n")]);
    let (code, out, _) = run(&folder, &[]);
    assert_eq!(code, 3, "{out}");
    assert!(out.contains("Nothing was assessed"), "{out}");
    assert!(out.contains("none of its 24 controls was assessed"), "{out}");
}

#[test]
fn a_declared_path_without_files_is_pointed_out() {
    let settings = "[environments.prod]\nmanifests = [\"k8s/overlays/prd\"]\n";
    let files = [("ringfort.toml", settings), ("k8s/overlays/prod/a.yaml", HARMLESS)];
    let folder = Folder::new("declared", &files);
    let notices = json(&folder, &["--format", "json"])["notices"].take();
    let said = notices.as_array().unwrap().iter().any(|notice| {
        notice["location"]["file"] == "ringfort.toml"
            && notice["location"]["line"] == 2
            && notice["message"].as_str().unwrap().contains("k8s/overlays/prd")
    });
    assert!(said, "{notices:#}");
}

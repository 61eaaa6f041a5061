//! What a person sees, word for word: the verbs on the Task API. `INSTA_UPDATE=always` takes a new picture.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

use std::path::Path;
use std::process::Command;

/// Standard output of `ringfort ARGS` in `examples/task-api`, and the exit code on a last line.
fn seen(args: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/task-api");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringfort"));
    command.current_dir(folder).args(args).env("SOURCE_DATE_EPOCH", "1795305600");
    command.env("COLUMNS", "100").env("LC_ALL", "C.UTF-8").env_remove("NO_COLOR");
    let output = command.output().expect("the command runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    format!("{text}exit code {}\n", output.status.code().unwrap_or(-1))
}

#[test]
fn the_verbs_on_the_task_api() {
    let table: [(&str, &[&str]); 9] = [
        ("scan-start", &["scan", "start"]),
        ("scan-secured", &["scan", "secured"]),
        ("scan-secured-dev", &["scan", "secured", "--env", "dev"]),
        ("scan-start-markdown", &["scan", "start", "--format", "markdown"]),
        ("explain-control", &["explain", "cluster/anonymous-auth-disabled"]),
        ("explain-check", &["explain", "container/privileged"]),
        ("explain-layer", &["explain", "cloud"]),
        (
            "classify",
            &[
                "classify",
                "anonymous API auth off",
                "run as UID 1000",
                "write better documentation",
            ],
        ),
        ("checklist", &["checklist", "--stack", "fastapi,sqlite,dapr", "--env", "dev,prod"]),
    ];
    for (name, args) in table {
        insta::assert_snapshot!(name, seen(args));
    }
}

/// The same input gives the same bytes, whatever the number of threads.
#[test]
fn output_does_not_depend_on_threads() {
    let json = |jobs: &str| seen(&["scan", "start", "--format", "json", "--jobs", jobs]);
    let one = json("1");
    for jobs in ["2", "7"] {
        assert!(one == json(jobs), "--jobs {jobs} differs");
    }
}

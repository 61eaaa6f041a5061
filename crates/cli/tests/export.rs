//! `ringfort export vap` as a user meets it.

#![allow(clippy::unwrap_used, reason = "helpers of tests: a panic is their message")]

use std::process::{Command, Output};
use std::{env, fs};

fn run(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringfort"));
    let Output { status, stdout, stderr } = command.args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

#[test]
fn checks_are_written_as_policies_with_bindings() {
    // A check, another tool's id of it, all.
    for (args, least) in [
        (&["export", "vap", "container/privileged"][..], 1),
        (&["export", "vap", "CKV_K8S_16"], 1),
        (&["export", "vap"], 15),
    ] {
        let (code, out, _) = run(args);
        assert_eq!(code, 0, "{args:?}");
        let count = |kind: &str| out.lines().filter(|l| *l == format!("kind: {kind}")).count();
        let (policies, bindings) =
            (count("ValidatingAdmissionPolicy"), count("ValidatingAdmissionPolicyBinding"));
        assert!(policies >= least && policies == bindings, "{args:?}: {policies}, {bindings}");
        assert!(out.contains("validationActions: [Deny]"), "{args:?}");
    }
}

#[test]
fn a_check_without_a_policy_is_refused_with_those_that_have_one() {
    for (word, part) in [
        ("cloud/no-cloudtrail", "not decided by one pod alone"),
        ("container/privilegd", "did you mean `container/privileged`?"),
    ] {
        let (code, out, said) = run(&["export", "vap", word]);
        assert_eq!((code, out.as_str()), (2, ""), "{word}");
        assert!(said.contains(part) && said.contains("container/host-path"), "{word}: {said}");
    }
}

#[test]
fn a_folder_gets_one_file_a_check() {
    let folder = env::temp_dir().join(format!("ringfort-export-{}", std::process::id()));
    let path = folder.to_string_lossy().into_owned();
    let words = ["export", "vap", "container/host-pid", "container/host-ipc", "--out", &path];
    let (code, out, _) = run(&words);
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let _ = fs::remove_dir_all(&folder);
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(names, ["ringfort-container-host-ipc.yaml", "ringfort-container-host-pid.yaml"]);
}

//! What the verbs write as JSON keeps to the published schemas, on the examples.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests: a panic is their message"
)]

#[path = "../../report/tests/schema/mod.rs"]
mod schema;

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

const ATTACK: &str = include_str!("../../../schemas/ringfort-attack.schema.json");
const REPORT: &str = include_str!("../../../schemas/ringfort-report.schema.json");
const POD_SECURITY: &str = include_str!("../../../schemas/ringfort-pod-security.schema.json");
const REACH: &str = include_str!("../../../schemas/ringfort-reach.schema.json");
const RIGHTS: &str = include_str!("../../../schemas/ringfort-rights.schema.json");

fn run(args: &str) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringfort"));
    command.current_dir(root).args(args.split(' ')).args(["--format", "json"]);
    let output = command.stdin(Stdio::null()).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{args}: {e}\n{said}"))
}

#[test]
fn what_the_verbs_write_keeps_to_the_schemas() {
    let table = [
        (ATTACK, "attack task-api/start --quiet"),
        (ATTACK, "attack task-api/secured --quiet --simulate without=cluster"),
        (ATTACK, "attack dero --quiet"),
        (ATTACK, "attack gke aks --config gke/ringfort.toml --quiet --from A0,A5,A7,A11"),
        (REPORT, "report task-api/start --quiet --framework cis-k8s-1.12"),
        (REPORT, "report aws-estate --quiet --framework cis-aws-7.0"),
        (REPORT, "report prompt-1 --quiet --framework nsa-cisa-1.2"),
        (POD_SECURITY, "pod-security task-api/start"),
        (POD_SECURITY, "pod-security task-api/secured --kube-version 1.33"),
        (REACH, "reach dero"),
        (REACH, "reach task-api/start"),
        (REACH, "reach --from internet --to store prompt-1"),
        (RIGHTS, "who-can get secrets task-api/start"),
        (RIGHTS, "can --list ServiceAccount/task-api/default task-api/start"),
        (RIGHTS, "who-can s3:GetObject * aws-estate"),
    ];
    for (text, args) in table {
        let schema: Value = serde_json::from_str(text).unwrap();
        let errors = schema::complaints(&run(args), &schema);
        assert_eq!(errors, Vec::<String>::new(), "{args}");
    }
}

#[test]
fn the_schemas_refuse_what_they_do_not_describe() {
    let schema: Value = serde_json::from_str(ATTACK).unwrap();
    let good = run("attack dero --quiet");
    for (pointer, wrong) in [
        ("/matrix/0/state", Value::from("perhaps")),
        ("/paths/0/steps/0/layer", Value::from("network")),
        ("/paths/0/steps/0/evidence/0/line", Value::from(0)),
        ("/cuts/0/lower_bound", Value::Null),
        ("/plan", serde_json::json!({"controls": []})),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect(pointer) = wrong;
        assert!(!schema::complaints(&bad, &schema).is_empty(), "{pointer} passed");
    }
}

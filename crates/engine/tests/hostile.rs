//! Broken, hostile and half-rendered input: a notice with file, line and cause, and nothing lost from the
//! other files.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

use ringfort_config::{Date, Settings};
use ringfort_engine::{Disk, Memory, Request, World, assess};
use ringfort_vocab::{Assessment, NoticeKind};

const GOOD: &str = "\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: everyone
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: Group
    name: system:unauthenticated
";

fn run(world: &dyn World) -> Assessment {
    let today = Date::parse("2026-01-01").expect("a date");
    assess(world, &Request::new(Settings::default(), today), &|_| {})
}

/// Path, content, kind of the notice, its line.
fn cases() -> Vec<(&'static str, Vec<u8>, NoticeKind, u32)> {
    use NoticeKind::{Limit, NotRendered, ParseError, Unreadable};
    let grown = |i: usize| {
        let refs = vec![format!("*a{}", i - 1); 10].join(", ");
        format!("a{i}: &a{i} [{refs}]\n")
    };
    let bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned()
        + &(1..12).map(grown).collect::<Vec<_>>().concat();
    let deep = |open: &str, close: &str, n: usize| open.repeat(n) + &close.repeat(n);
    vec![
        (
            "broken.yaml",
            b"apiVersion: v1\nkind: Pod\nmetadata: {name: a\nspec: [}\n".to_vec(),
            ParseError,
            4,
        ),
        ("bomb.yaml", bomb.into_bytes(), ParseError, 0),
        ("deep.yaml", deep("[", "]", 100_000).into_bytes(), ParseError, 1),
        ("deep.json", deep("[", "]", 100_000).into_bytes(), ParseError, 1),
        ("broken.json", b"{\n  \"a\": 1,\n  \"b\": \n}\n".to_vec(), ParseError, 4),
        (
            "deep.tf",
            format!("locals {{\n  a = {}\n}}\n", deep("[", "]", 100_000)).into_bytes(),
            ParseError,
            0,
        ),
        (
            "broken.tf",
            b"resource \"aws_s3_bucket\" \"a\" {\n  bucket = \n}\n".to_vec(),
            ParseError,
            0,
        ),
        ("deep.py", format!("x = {}\n", deep("(", ")", 100_000)).into_bytes(), ParseError, 1),
        ("broken.py", b"import os\n\ndef f(:\n    pass\n".to_vec(), ParseError, 3),
        ("latin1.yaml", b"name: caf\xe9\n".to_vec(), Unreadable, 1),
        ("utf16.yaml", b"\xff\xfea\x00:\x00 \x00b\x00".to_vec(), Unreadable, 1),
        ("huge.yaml", vec![b'a'; (32 << 20) + 1], Limit, 1),
        (
            "half.yaml",
            b"apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n".to_vec(),
            NotRendered,
            4,
        ),
        ("missing/kustomization.yaml", b"resources:\n  - ../nowhere\n".to_vec(), NotRendered, 2),
        ("cycle/kustomization.yaml", b"resources:\n  - ../cycle\n".to_vec(), NotRendered, 2),
        (
            "remote/kustomization.yaml",
            b"resources:\n  - https://example.com/base?ref=v1\n".to_vec(),
            NotRendered,
            2,
        ),
        (
            "empty.template.yaml",
            b"AWSTemplateFormatVersion: '2010-09-09'\nResources: []\n".to_vec(),
            ParseError,
            2,
        ),
        (
            "untyped.template.yaml",
            b"Resources:\n  A: {Type: 'AWS::SNS::Topic'}\n  B: {}\n".to_vec(),
            NotRendered,
            3,
        ),
        (
            "nested.template.json",
            b"{\"Resources\": {\n\"N\": {\"Type\": \"AWS::CloudFormation::Stack\", \"Properties\": {\"TemplateURL\": \"x\"}}}}"
                .to_vec(),
            NotRendered,
            2,
        ),
        (
            "plan.json",
            b"{\"format_version\": \"1.0\", \"terraform_version\": \"1\",\n\"values\": {\"root_module\": {\"resources\": [\n{}]}}}"
                .to_vec(),
            ParseError,
            3,
        ),
        (
            "missing/main.tf",
            b"module \"m\" {\n  source = \"./nowhere\"\n}\n".to_vec(),
            NotRendered,
            1,
        ),
        (
            "remote/main.tf",
            b"\nmodule \"m\" {\n  source = \"git::https://example.com/x.git\"\n}\n".to_vec(),
            NotRendered,
            2,
        ),
        ("self/main.tf", b"module \"m\" {\n  source = \"../self\"\n}\n".to_vec(), NotRendered, 1),
        (
            "many/main.tf",
            b"resource \"aws_s3_bucket\" \"b\" {\n  count = 100000000\n}\n".to_vec(),
            Limit,
            1,
        ),
        (
            "included.template.yaml",
            b"Resources:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}\n  A: {Type: 'AWS::SNS::Topic'}\n"
                .to_vec(),
            NotRendered,
            2,
        ),
        (
            "set.template.yaml",
            b"Resources:\n  S:\n    Type: AWS::CloudFormation::StackSet\n    Properties: {TemplateURL: x}\n".to_vec(),
            NotRendered,
            2,
        ),
        (
            "later.json",
            b"{\"terraform_version\": \"9\", \"values\": {},\n\"format_version\": \"9.0\"}".to_vec(),
            NotRendered,
            2,
        ),
    ]
}

#[test]
fn a_bad_file_costs_only_itself() {
    let mut complaints = vec![];
    for (path, content, kind, line) in cases() {
        let world =
            Memory::new([(path.to_owned(), content), ("good.yaml".to_owned(), GOOD.into())]);
        let found = run(&world);
        let good = found.findings.iter().any(|f| f.check == "cluster/anonymous-binding");
        if !good {
            complaints.push(format!("{path}: the finding in good.yaml is lost"));
        }
        let fits = |l: &ringfort_vocab::Location| &*l.file == path && (line == 0 || l.line == line);
        let told =
            found.notices.iter().any(|n| n.kind == kind && n.location.as_ref().is_some_and(fits));
        if !told {
            complaints.push(format!(
                "{path}: no {} notice at line {line}: {:?}",
                kind.name(),
                found.notices
            ));
        }
        let covered = found.coverage.files.iter().find(|f| &*f.file == path);
        if covered.is_none_or(|f| f.cause.is_empty()) {
            complaints.push(format!("{path}: the ledger does not say what is wrong: {covered:?}"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Mistakes that cost one value: file, its text, line and words of the notice.
const MISTAKES: [(&str, &str, u32, [&str; 2]); 6] = [
    (
        "cycle.tf",
        "locals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_s3_bucket\" \"x\" {\n  bucket = local.a\n}\n",
        3,
        ["local `a` depends on itself", ""],
    ),
    (
        "function.tf",
        "resource \"aws_s3_bucket\" \"x\" {\n  bucket = nosuch(\"a\")\n}\n",
        2,
        ["nosuch is not supported", "scan a plan"],
    ),
    (
        "undeclared.tf",
        "resource \"aws_s3_bucket\" \"x\" {\n  bucket = local.nope\n}\n",
        2,
        ["local `nope` is not declared", "correct it"],
    ),
    (
        "instances.tf",
        "resource \"aws_s3_bucket\" \"x\" {\n  for_each = var.nope\n}\n",
        1,
        ["how many instances", "one stands for them"],
    ),
    (
        "macro.yaml",
        "Transform: [Mine]\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n",
        1,
        ["the macro Mine rewrites", "judged as it is written"],
    ),
    (
        "name.yaml",
        "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !GetAtt Nope.Arn\n",
        5,
        ["`Nope` is no resource", "correct it"],
    ),
];

#[test]
fn a_mistake_is_told_with_its_place_cause_and_next_step() {
    for (path, text, line, words) in MISTAKES {
        let world = Memory::new([(path, text), ("good.yaml", GOOD)]);
        let found = run(&world);
        assert!(found.findings.iter().any(|f| f.check == "cluster/anonymous-binding"), "{path}");
        let told = found.notices.iter().any(|n| {
            let at = n.location.as_ref().is_some_and(|l| &*l.file == path && l.line == line);
            at && words.iter().all(|w| n.message.contains(w))
        });
        assert!(told, "{path}: {:?}", found.notices);
    }
}

#[test]
fn all_bad_files_together_are_judged_in_time() {
    let mut files: Vec<(String, Vec<u8>)> =
        cases().into_iter().map(|(p, c, ..)| (p.to_owned(), c)).collect();
    files.push(("good.yaml".into(), GOOD.into()));
    files.push(("empty.yaml".into(), vec![]));
    files.push(("Dockerfile".into(), b"FROM\nRUN <<EOF\n\xf0\x9f\x90\x8b".to_vec()));
    files.push(("blob.bin".into(), vec![0, 1, 2, 3]));
    files.push((
        "line.json".into(),
        format!("{{\"a\": \"{}\"}}", "x".repeat(10 << 20)).into_bytes(),
    ));
    let found = run(&Memory::new(files.clone()));
    assert!(found.findings.iter().any(|f| f.check == "cluster/anonymous-binding"));
    assert_eq!(found.coverage.files.len(), files.len());
}

#[test]
fn the_same_input_gives_the_same_result() {
    let files: Vec<(String, Vec<u8>)> =
        cases().into_iter().map(|(p, c, ..)| (p.to_owned(), c)).collect();
    let text = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.unwrap_or_else(|e| panic!("a thread pool: {e}"));
        pool.install(|| format!("{:?}", run(&Memory::new(files.clone()))))
    };
    let one = text(1);
    for threads in [2, 5] {
        assert_eq!(one, text(threads), "with {threads} threads");
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_root_nor_in_circles() {
    let base = std::env::temp_dir().join(format!("ringfort-links-{}", std::process::id()));
    let root = base.join("root");
    let make = || -> std::io::Result<()> {
        std::fs::create_dir_all(root.join("a"))?;
        std::fs::write(root.join("a/good.yaml"), GOOD)?;
        std::fs::write(base.join("outside.yaml"), GOOD)?;
        std::os::unix::fs::symlink(&root, root.join("a/circle"))?;
        std::os::unix::fs::symlink(base.join("outside.yaml"), root.join("out.yaml"))?;
        std::os::unix::fs::symlink("nowhere", root.join("dangling.yaml"))
    };
    make().unwrap_or_else(|e| panic!("links: {e}"));
    let found = run(&Disk::new([&root]));
    std::fs::remove_dir_all(&base).unwrap_or_else(|e| panic!("removing: {e}"));
    assert_eq!(found.findings.iter().filter(|f| f.check == "cluster/anonymous-binding").count(), 1);
    let mut told: Vec<&str> =
        found.notices.iter().filter_map(|n| n.location.as_ref()).map(|l| &*l.file).collect();
    told.sort_unstable();
    assert_eq!(told, ["dangling.yaml", "out.yaml"]);
}

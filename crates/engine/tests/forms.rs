//! A check says the same of a resource in every form: plain, in a module, repeated, in JSON syntax, in a plan, in a
//! plan beside its code, in CloudFormation.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess};
use serde_json::{Value, json};

/// One question in both languages: the check; Terraform's type with the arguments that fail and those that pass;
/// CloudFormation's type with its properties in the same order.
type Case = (&'static str, [&'static str; 3], [&'static str; 3]);

const CASES: [Case; 6] = [
    (
        "cloud/kms-no-rotation",
        ["aws_kms_key", r#"{"enable_key_rotation": false}"#, r#"{"enable_key_rotation": true}"#],
        ["AWS::KMS::Key", r#"{"EnableKeyRotation": false}"#, r#"{"EnableKeyRotation": true}"#],
    ),
    (
        "cloud/ebs-volume-unencrypted",
        ["aws_ebs_volume", r#"{"size": 1}"#, r#"{"size": 1, "encrypted": true}"#],
        ["AWS::EC2::Volume", r#"{"Size": 1}"#, r#"{"Size": 1, "Encrypted": "true"}"#],
    ),
    (
        "cloud/subnet-public-ip",
        [
            "aws_subnet",
            r#"{"map_public_ip_on_launch": true}"#,
            r#"{"map_public_ip_on_launch": false}"#,
        ],
        [
            "AWS::EC2::Subnet",
            r#"{"MapPublicIpOnLaunch": true}"#,
            r#"{"MapPublicIpOnLaunch": false}"#,
        ],
    ),
    (
        "cloud/sg-open-admin-ports",
        [
            "aws_security_group",
            r#"{"ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}]}"#,
            r#"{"ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]}]}"#,
        ],
        [
            "AWS::EC2::SecurityGroup",
            r#"{"SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0"}]}"#,
            r#"{"SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"}]}"#,
        ],
    ),
    (
        "cloud/imdsv1-allowed",
        [
            "aws_launch_template",
            r#"{"metadata_options": [{"http_tokens": "optional"}]}"#,
            r#"{"metadata_options": [{"http_tokens": "required"}]}"#,
        ],
        [
            "AWS::EC2::LaunchTemplate",
            r#"{"LaunchTemplateData": {"MetadataOptions": {"HttpTokens": "optional"}}}"#,
            r#"{"LaunchTemplateData": {"MetadataOptions": {"HttpTokens": "required"}}}"#,
        ],
    ),
    (
        "cloud/iam-full-admin",
        [
            "aws_iam_policy",
            r#"{"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}"}"#,
            r#"{"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}"}"#,
        ],
        [
            "AWS::IAM::ManagedPolicy",
            r#"{"PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}}"#,
            r#"{"PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}"#,
        ],
    ),
];

/// Files by path; the first is where the finding must be.
type Files = Vec<(&'static str, String)>;

fn forms(case: &Case, good: bool) -> Vec<(&'static str, Files)> {
    let pick = |[kind, bad, fine]: [&'static str; 3]| -> (&'static str, Value) {
        (kind, serde_json::from_str(if good { fine } else { bad }).expect("JSON"))
    };
    let (kind, arguments) = pick(case.1);
    let (type_, properties) = pick(case.2);
    let block =
        |meta: &str| format!("resource \"{kind}\" \"it\" {{\n{meta}{}}}\n", hcl(&arguments));
    let template =
        json!({"Resources": {"It": {"Type": type_, "Properties": properties}}}).to_string();
    let looped = json!({"Transform": "AWS::LanguageExtensions", "Resources": {
        "Fn::ForEach::All": ["Name", ["t"], {"I${Name}": {"Type": type_, "Properties": properties}}]}});
    let parent = json!({"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": "inner.json"}}}});
    let call = "module \"m\" {\n  source = \"./m\"\n}\n".to_owned();
    vec![
        ("plain", vec![("main.tf", block(""))]),
        ("counted", vec![("main.tf", block("count = 1\n"))]),
        ("repeated", vec![("main.tf", block("for_each = toset([\"a\"])\n"))]),
        ("in a module", vec![("m/main.tf", block("")), ("main.tf", call)]),
        (
            "JSON syntax",
            vec![("main.tf.json", json!({"resource": {kind: {"it": arguments}}}).to_string())],
        ),
        ("plan", vec![("plan.json", plan(kind, &arguments))]),
        ("plan and code", vec![("main.tf", block("")), ("plan.json", plan(kind, &arguments))]),
        ("CloudFormation, JSON", vec![("t.template.json", template.clone())]),
        ("CloudFormation, YAML", vec![("t.yaml", template.clone())]),
        ("CloudFormation, looped", vec![("t.json", looped.to_string())]),
        (
            "CloudFormation, nested",
            vec![("inner.json", template), ("outer.json", parent.to_string())],
        ),
    ]
}

/// Arguments as Terraform's own syntax: maps in lists are blocks.
fn hcl(arguments: &Value) -> String {
    let fields = arguments.as_object().expect("an object");
    let field = |(name, value): (&String, &Value)| match value.as_array() {
        Some(items) if items.iter().any(Value::is_object) => {
            let blocks = items.iter().map(|b| format!("{name} {{\n{}}}\n", hcl(b)));
            blocks.collect::<String>()
        }
        _ => format!("{name} = {value}\n"),
    };
    fields.iter().map(field).collect()
}

fn plan(kind: &str, arguments: &Value) -> String {
    let resource = json!({"address": format!("{kind}.it"), "mode": "managed", "type": kind, "name": "it",
        "values": arguments, "sensitive_values": {}});
    json!({"format_version": "1.2", "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": [resource]}}})
    .to_string()
}

/// The files that the check points at.
fn found(check: &str, files: &Files) -> Vec<String> {
    let today = Date::parse("2026-01-01").expect("a date");
    let world = Memory::new(files.iter().map(|(path, text)| (*path, text.as_str())));
    let all = assess(&world, &Request::new(Settings::default(), today), &|_| {}).findings;
    all.iter().filter(|f| f.check == check).map(|f| f.location.file.to_string()).collect()
}

#[test]
fn a_check_says_the_same_in_every_form() {
    for case in CASES {
        let check = case.0;
        for (form, files) in forms(&case, false) {
            let place = files.first().map_or("", |(path, _)| path);
            assert_eq!(found(check, &files), [place], "{check} {form}: {files:?}");
        }
        for (form, files) in forms(&case, true) {
            assert!(found(check, &files).is_empty(), "{check} {form}: {files:?}");
        }
    }
}

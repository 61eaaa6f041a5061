//! A check says the same of a resource in every form: plain, in a module, repeated, in JSON syntax, in a plan, in a
//! plan beside its code, in CloudFormation.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess};
use serde_json::{Value, json};

/// One question in both languages.
struct Case {
    check: &'static str,
    /// Terraform's type, then the arguments that fail and those that pass.
    terraform: (&'static str, Value, Value),
    /// CloudFormation's type and properties, in the same order.
    cloudformation: (&'static str, Value, Value),
}

fn cases() -> Vec<Case> {
    let world = |cidr: &str| json!({"ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": [cidr]}]});
    let world_cfn = |cidr: &str| json!({"SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": cidr}]});
    let policy = |action: &str| json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]});
    let text = |action: &str| json!({"policy": policy(action).to_string()});
    vec![
        Case {
            check: "cloud/kms-no-rotation",
            terraform: (
                "aws_kms_key",
                json!({"enable_key_rotation": false}),
                json!({"enable_key_rotation": true}),
            ),
            cloudformation: (
                "AWS::KMS::Key",
                json!({"EnableKeyRotation": false}),
                json!({"EnableKeyRotation": true}),
            ),
        },
        Case {
            check: "cloud/ebs-volume-unencrypted",
            terraform: (
                "aws_ebs_volume",
                json!({"size": 1}),
                json!({"size": 1, "encrypted": true}),
            ),
            cloudformation: (
                "AWS::EC2::Volume",
                json!({"Size": 1}),
                json!({"Size": 1, "Encrypted": "true"}),
            ),
        },
        Case {
            check: "cloud/subnet-public-ip",
            terraform: (
                "aws_subnet",
                json!({"map_public_ip_on_launch": true}),
                json!({"map_public_ip_on_launch": false}),
            ),
            cloudformation: (
                "AWS::EC2::Subnet",
                json!({"MapPublicIpOnLaunch": true}),
                json!({"MapPublicIpOnLaunch": false}),
            ),
        },
        Case {
            check: "cloud/sg-open-admin-ports",
            terraform: ("aws_security_group", world("0.0.0.0/0"), world("10.0.0.0/8")),
            cloudformation: (
                "AWS::EC2::SecurityGroup",
                world_cfn("0.0.0.0/0"),
                world_cfn("10.0.0.0/8"),
            ),
        },
        Case {
            check: "cloud/imdsv1-allowed",
            terraform: (
                "aws_launch_template",
                json!({"metadata_options": [{"http_tokens": "optional"}]}),
                json!({"metadata_options": [{"http_tokens": "required"}]}),
            ),
            cloudformation: (
                "AWS::EC2::LaunchTemplate",
                json!({"LaunchTemplateData": {"MetadataOptions": {"HttpTokens": "optional"}}}),
                json!({"LaunchTemplateData": {"MetadataOptions": {"HttpTokens": "required"}}}),
            ),
        },
        Case {
            check: "cloud/iam-full-admin",
            terraform: ("aws_iam_policy", text("*"), text("s3:GetObject")),
            cloudformation: (
                "AWS::IAM::ManagedPolicy",
                json!({"PolicyDocument": policy("*")}),
                json!({"PolicyDocument": policy("s3:GetObject")}),
            ),
        },
    ]
}

/// Files by path; the first is where the finding must be.
type Files = Vec<(&'static str, String)>;

fn forms(case: &Case, good: bool) -> Vec<(&'static str, Files)> {
    let pick = |(kind, bad, fine): &(&'static str, Value, Value)| {
        (*kind, if good { fine.clone() } else { bad.clone() })
    };
    let (kind, arguments) = pick(&case.terraform);
    let (type_, properties) = pick(&case.cloudformation);
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
    for case in cases() {
        for (form, files) in forms(&case, false) {
            let place = files.first().map_or("", |(path, _)| path);
            assert_eq!(found(case.check, &files), [place], "{} {form}: {files:?}", case.check);
        }
        for (form, files) in forms(&case, true) {
            assert!(found(case.check, &files).is_empty(), "{} {form}: {files:?}", case.check);
        }
    }
}

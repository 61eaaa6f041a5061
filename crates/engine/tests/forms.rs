//! A check says the same of a resource in every form: plain, in a module, repeated, in JSON syntax, in a plan, in a
//! plan beside its code, in CloudFormation.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess};
use serde_json::{Value, json};

/// One question in both languages, `check`: under `terraform` the type with the arguments that fail and those that
/// pass, under `cloudformation` the type with its properties in the same order.
type Case = Value;

/// A case a line.
const CASES: &str = include_str!("forms.jsonl");

/// Files by path; the first is where the finding must be.
type Files = Vec<(&'static str, String)>;

fn forms(case: &Case, good: bool) -> Vec<(&'static str, Files)> {
    let pick = |language: &str| -> (String, Value) {
        let told = &case[language];
        (told[0].as_str().expect("a type").to_owned(), told[if good { 2 } else { 1 }].clone())
    };
    let (kind, arguments) = pick("terraform");
    let (type_, properties) = pick("cloudformation");
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
            vec![(
                "main.tf.json",
                json!({"resource": {kind.as_str(): {"it": arguments}}}).to_string(),
            )],
        ),
        ("plan", vec![("plan.json", plan(&kind, &arguments))]),
        ("plan and code", vec![("main.tf", block("")), ("plan.json", plan(&kind, &arguments))]),
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
    let mut request = Request::new(Settings::default(), today);
    request.only = vec![check.to_owned()];
    let all = assess(&world, &request, &|_| {}).findings;
    all.iter().filter(|f| f.check == check).map(|f| f.location.file.to_string()).collect()
}

#[test]
fn a_check_says_the_same_in_every_form() {
    let mut complaints = vec![];
    for line in CASES.lines() {
        let case: Case = serde_json::from_str(line).expect("a case");
        let check = case["check"].as_str().expect("a check");
        for (form, files) in forms(&case, false) {
            let place = files.first().map_or("", |(path, _)| path);
            let found = found(check, &files);
            if found != [place] {
                complaints.push(format!("{check} {form}: {found:?}: {files:?}"));
            }
        }
        for (form, files) in forms(&case, true) {
            if !found(check, &files).is_empty() {
                complaints.push(format!("{check} {form}: not silent: {files:?}"));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

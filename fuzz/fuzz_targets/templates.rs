#![no_main]
//! CloudFormation templates, their parameter files, plans of Terraform: no panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let indented: String = text.lines().map(|l| format!("      {l}\n")).collect();
    for kind in ["AWS::S3::Bucket", "AWS::IAM::Role", "AWS::Serverless::Function"] {
        let template = format!("Resources:\n  A:\n    Type: {kind}\n    Properties:\n{indented}");
        ringfort_fuzz::assess("template.yaml", &template);
    }
    ringfort_fuzz::assess("template.yaml", &format!("Resources:\n{indented}"));
    let plan = r#"{"format_version": "1.2", "terraform_version": "1", "planned_values": "#;
    ringfort_fuzz::assess("plan.json", &format!("{plan}{text}}}"));
});

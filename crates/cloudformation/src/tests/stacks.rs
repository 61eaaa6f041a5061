//! Nested stacks and files of parameter values.

use super::{evaluated, of_kind, shown};

const PARENT: &str = "\
Resources:
  Net:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./nested/net.yaml
      Parameters: {Cidr: 10.1.0.0/16}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !GetAtt Net.Outputs.Vpc
      CidrBlock: !GetAtt Net.Outputs.Range
";

const CHILD: &str = "\
Parameters:
  Cidr: {Type: String, Default: 10.0.0.0/16}
Resources:
  Main: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Ref Cidr}}
Outputs:
  Vpc: {Value: !Ref Main}
  Range: {Value: !Ref Cidr}
";

#[test]
fn nested_stacks_are_part_of_their_parent() {
    let found = evaluated(&[("app/main.yaml", PARENT), ("app/nested/net.yaml", CHILD)]);
    let vpc = of_kind(&found.resources, "aws_vpc");
    assert_eq!((vpc.address.as_str(), &*vpc.root), ("Net/AWS::EC2::VPC.Main", "app/main.yaml"));
    assert_eq!(shown(vpc.at("cidr_block")), "10.1.0.0/16");
    let subnet = of_kind(&found.resources, "aws_subnet");
    assert_eq!(shown(subnet.at("cidr_block")), "10.1.0.0/16");
    let targets: Vec<&str> = subnet.refs_of("vpc_id").map(|r| r.target.as_str()).collect();
    assert_eq!(targets, ["Net/AWS::EC2::VPC.Main"]);
    assert_eq!(found.resources.iter().filter(|r| &*r.kind == "aws_vpc").count(), 1);
}

#[test]
fn a_stack_whose_template_is_elsewhere_is_said() {
    let found = evaluated(&[("main.yaml", PARENT)]);
    assert!(found.notices.iter().any(|n| n.message.contains("nested stack `Net` is not among")));
    assert_eq!(of_kind(&found.resources, "module").address, "AWS::CloudFormation::Stack.Net");
}

#[test]
fn circles_end() {
    let own = "Resources:\n  Me:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: a.yaml}\n";
    let found = evaluated(&[("a.yaml", own)]);
    assert!(found.notices.iter().any(|n| n.message.contains("circle")), "{:?}", found.notices);
}

#[test]
fn synthesized_stacks_name_their_asset() {
    let parent = r#"{"Resources": {"N": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": {"Fn::Sub": "https://x"}},
        "Metadata": {"aws:asset:path": "child.nested.template.json"}}}}"#;
    let child = r#"{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}"#;
    let files =
        [("cdk.out/p.template.json", parent), ("cdk.out/child.nested.template.json", child)];
    assert_eq!(
        of_kind(&evaluated(&files).resources, "aws_sqs_queue").address,
        "N/AWS::SQS::Queue.Q"
    );
}

#[test]
fn parameter_files_of_the_environment_are_taken() {
    let template = "Parameters: {Name: {Type: String, Default: d}}\nResources:\n  T: {Type: 'AWS::SNS::Topic', Properties: {TopicName: !Ref Name}}\n";
    let list = |name: &str| format!(r#"[{{"ParameterKey": "Name", "ParameterValue": "{name}"}}]"#);
    let map = |name: &str| format!(r#"{{"Parameters": {{"Name": "{name}"}}}}"#);
    let other = r#"[{"ParameterKey": "Else", "ParameterValue": "x"}]"#;
    // Files beside the template, the value that holds.
    let table: [(&[(&str, String)], &str); 7] = [
        (&[], "d"),
        (&[("parameters.json", list("a"))], "a"),
        (&[("params/prod.json", map("p")), ("params/dev.json", map("x"))], "p"),
        (&[("t.parameters.json", map("t"))], "t"),
        (&[("params.json", other.to_owned())], "d"),
        (&[("params-a.json", list("a")), ("params-b.json", list("b"))], "d"),
        (&[("far/away/parameters.json", list("a"))], "d"),
    ];
    for (files, expected) in table {
        let mut all = vec![("t.yaml", template)];
        all.extend(files.iter().map(|(path, text)| (*path, text.as_str())));
        let found = evaluated(&all);
        assert_eq!(
            shown(of_kind(&found.resources, "aws_sns_topic").at("name")),
            expected,
            "{files:?}"
        );
    }
}

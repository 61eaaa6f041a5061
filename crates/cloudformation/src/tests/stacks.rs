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

const EXPORTING: &str = "\
Parameters:
  Env: {Type: String, Default: prod}
Resources:
  Main: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16}}
Outputs:
  Range: {Value: 10.7.0.0/16, Export: {Name: !Sub '${Env}-range'}}
  Vpc: {Value: !Ref Main, Export: {Name: vpc}}
  Again: {Value: !ImportValue circle, Export: {Name: circle}}
  Twice: {Value: 10.8.0.0/16, Export: {Name: twice}}
";

const IMPORTING: &str = "\
Resources:
  A: {Type: 'AWS::EC2::Subnet', Properties: {CidrBlock: !ImportValue prod-range, VpcId: !ImportValue vpc}}
  B: {Type: 'AWS::EC2::Subnet', Properties: {CidrBlock: !ImportValue circle, VpcId: !ImportValue elsewhere}}
  C: {Type: 'AWS::EC2::Subnet', Properties: {CidrBlock: !ImportValue twice}}
";

#[test]
fn what_another_template_exports_is_known_here() {
    let twice = "Resources: {Q: {Type: 'AWS::SQS::Queue'}}\nOutputs: {T: {Value: a, Export: {Name: twice}}}\n";
    let files = [("b.yaml", IMPORTING), ("net/a.yaml", EXPORTING), ("net/c.yaml", twice)];
    let found = evaluated(&files);
    let subnet = |name: &str| {
        found.resources.iter().find(|r| &*r.name == name).unwrap_or_else(|| panic!("{name}"))
    };
    let table = [
        ("A", "cidr_block", "10.7.0.0/16"),
        ("A", "vpc_id", "?known after apply: the export `vpc` of another stack"),
        ("B", "cidr_block", "?known after apply: the export `circle` of another stack"),
        ("B", "vpc_id", "?known after apply: the export `elsewhere` of another stack"),
        ("C", "cidr_block", "?known after apply: the export `twice` of another stack"),
    ];
    for (name, path, want) in table {
        assert_eq!(shown(subnet(name).at(path)), want, "{name} {path}");
    }
}

#[test]
fn a_stack_set_is_said() {
    let text = "Resources:\n  S:\n    Type: AWS::CloudFormation::StackSet\n    Properties: {TemplateURL: x}\n";
    let found = evaluated(&[("a.yaml", text)]);
    assert!(
        found.notices.iter().any(|n| n.message.contains("stack set `S`")),
        "{:?}",
        found.notices
    );
}

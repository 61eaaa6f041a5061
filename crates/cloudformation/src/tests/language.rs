//! Functions, parameters, conditions, mappings, loops.

use super::{evaluated, of_kind, shown};

/// Sections that the expressions are written under.
const AROUND: &str = "\
Parameters:
  Env: {Type: String, Default: prod}
  Open: {Type: String}
  Sizes: {Type: CommaDelimitedList, Default: 'a, b'}
  Count: {Type: Number, Default: '3'}
  Only: {Type: String, AllowedValues: [one]}
  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /path}
Mappings:
  Zones:
    prod: {size: large}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsOpen: !Equals [!Ref Open, x]
  Both: !And [!Condition IsProd, !Condition IsOpen]
  Neither: !And [!Not [!Condition IsProd], !Condition IsOpen]
  Any: !Or [!Condition IsProd, !Condition IsOpen]
  Round: !Not [!Condition Round]
  Named: !Equals [!Sub 'arn:${AWS::Region}', 'x:y']
Resources:
  Key: {Type: 'AWS::KMS::Key'}
  It:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: ";

#[test]
fn expressions_have_values() {
    let open = "parameter `Open` has no value";
    let is_open = &format!("the condition `IsOpen` is open: {open}");
    let table: [(&str, &str); 41] = [
        ("plain", "plain"),
        ("!Ref Env", "prod"),
        ("{Ref: Env}", "prod"),
        ("!Ref Open", &format!("?{open}")),
        ("!Ref Only", "one"),
        ("!Ref Stored", "?known after apply: the SSM parameter of `Stored`"),
        ("!Ref Count", "3"),
        ("!Ref Key", "?known after apply: AWS::KMS::Key.Key"),
        ("!GetAtt Key.Arn", "?known after apply: AWS::KMS::Key.Key.Arn"),
        ("{'Fn::GetAtt': [Key, Arn]}", "?known after apply: AWS::KMS::Key.Key.Arn"),
        ("!Ref Nothing", "?`Nothing` is no parameter and no resource"),
        ("!Ref AWS::Region", "?known after apply: AWS::Region"),
        ("!Ref AWS::NoValue", "-"),
        ("!Sub 'a-${Env}-${!x}'", "a-prod-${x}"),
        ("!Sub ['a-${y}', {y: !Ref Env}]", "a-prod"),
        ("!Sub 'a-${Open}'", &format!("?{open}")),
        ("!Join ['-', [a, !Ref Env]]", "a-prod"),
        ("!Join ['-', !Ref Sizes]", "a-b"),
        ("!Select [1, !Ref Sizes]", "b"),
        ("!Select [0, !Split ['/', 'x/y']]", "x"),
        ("!Select [9, !Ref Sizes]", "?Fn::Select asks for more than the list holds"),
        ("!FindInMap [Zones, !Ref Env, size]", "large"),
        ("!FindInMap [Zones, dev, size]", "?no mapping Zones.dev.size"),
        ("!FindInMap [Zones, dev, size, {DefaultValue: small}]", "small"),
        ("!FindInMap [Zones, !Ref AWS::Region, size]", "?known after apply: AWS::Region"),
        ("!If [IsProd, yes-text, no-text]", "yes-text"),
        ("!If [IsOpen, same, same]", "same"),
        ("!If [IsOpen, a, b]", &format!("?{is_open}")),
        ("!If [IsOpen, a, !Ref AWS::NoValue]", &format!("?{is_open}")),
        ("!If [Both, a, b]", &format!("?{is_open}")),
        ("!If [Neither, a, b]", "b"),
        ("!If [Any, a, b]", "a"),
        ("!If [Round, a, b]", "?the condition `Round` depends on itself"),
        ("!If [Named, a, b]", "b"),
        ("!If [Missing, a, b]", "?there is no condition `Missing`"),
        ("!Base64 text", "text"),
        ("!Select [1, !Cidr [10.0.0.0/16, 2, 8]]", "10.0.1.0/24"),
        ("!ImportValue other", "?known after apply: the export `other` of another stack"),
        ("'{{resolve:ssm:/x}}'", "?known after apply: a value of ssm"),
        ("{'Fn::Length': !Ref Sizes}", "2"),
        ("{'Fn::Odd': 1}", "?the function Fn::Odd is not known"),
    ];
    for (expression, expected) in table {
        let text = format!("{AROUND}{expression}\n");
        let found = evaluated(&[("t.yaml", &text)]);
        let got = shown(of_kind(&found.resources, "aws_sns_topic").at("display_name"));
        assert_eq!(got, expected, "{expression}");
    }
}

#[test]
fn open_branches_keep_what_they_share() {
    let text = format!(
        "{AROUND}x\n      Tags: !If [IsOpen, [{{Key: a, Value: b}}], [{{Key: a, Value: b}}]]\n  \
         Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      \
         Fn::If: [IsOpen, {{Encrypted: true, Size: 1}}, {{Encrypted: true, Size: 2}}]\n"
    );
    let found = evaluated(&[("t.yaml", &text)]);
    let disk = of_kind(&found.resources, "aws_ebs_volume");
    assert_eq!(shown(disk.at("encrypted")), "true");
    assert!(shown(disk.at("size")).starts_with("?the condition `IsOpen`"));
    assert_eq!(shown(of_kind(&found.resources, "aws_sns_topic").at("tags")), "{a: b}");
}

#[test]
fn conditions_decide_about_resources() {
    let text = format!(
        "{AROUND}x\n  Off: {{Type: 'AWS::SQS::Queue', Condition: Neither}}\n  \
         On: {{Type: 'AWS::SQS::Queue', Condition: IsProd}}\n  Maybe:\n    Type: AWS::SQS::Queue\n    \
         Condition: IsOpen\n    Properties: {{QueueName: !If [IsOpen, a, b]}}\n"
    );
    let found = evaluated(&[("t.yaml", &text)]);
    let queues: Vec<&str> = found
        .resources
        .iter()
        .filter(|r| &*r.kind == "aws_sqs_queue")
        .map(|r| r.address.as_str())
        .collect();
    assert_eq!(queues, ["AWS::SQS::Queue.On", "AWS::SQS::Queue.Maybe"]);
    let maybe = found.resources.iter().find(|r| &*r.name == "Maybe").expect("it is judged");
    assert_eq!(shown(maybe.at("name")), "a", "its own condition holds where it exists");
    assert!(found.notices.iter().any(|n| n.message.contains("whether `Maybe` exists")));
}

#[test]
fn loops_are_unrolled() {
    let text = "\
Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList, Default: 'Red,Blue'}
  Unknown: {Type: CommaDelimitedList}
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - Queue${Name}:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub 'q-${Name}'
          Tags: [{Key: n, Value: !Ref Name}]
  Fn::ForEach::Others:
    - Name
    - !Ref Unknown
    - Other${Name}: {Type: 'AWS::SQS::Queue'}
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      Fn::ForEach::Fields:
        - Field
        - [TopicName, DisplayName]
        - ${Field}: a-${Field}
";
    let found = evaluated(&[("t.yaml", text)]);
    let queues: Vec<String> = found
        .resources
        .iter()
        .filter(|r| &*r.kind == "aws_sqs_queue")
        .map(|r| format!("{} {} {}", r.address, shown(r.at("name")), shown(r.at("tags.n"))))
        .collect();
    assert_eq!(
        queues,
        ["AWS::SQS::Queue.QueueRed q-Red Red", "AWS::SQS::Queue.QueueBlue q-Blue Blue"]
    );
    let topic = of_kind(&found.resources, "aws_sns_topic");
    assert_eq!(shown(topic.at("name")), "a-TopicName");
    assert!(found.notices.iter().any(|n| n.message.contains("parameter `Unknown` has no value")));
}

#[test]
fn values_know_where_they_were_decided() {
    let text = format!("{AROUND}!Ref Env\n");
    let found = evaluated(&[("t.yaml", &text)]);
    let topic = of_kind(&found.resources, "aws_sns_topic");
    let node = topic.at("display_name").node().expect("it is known");
    let at = |span: ringfort_source::Span| text.get(span.range()).expect("within the text");
    assert!(at(node.span).contains("Env"), "{}", at(node.span));
    assert_eq!(node.from.as_deref().map(|s| at(*s)), Some("prod"));
    assert!(at(topic.header).starts_with("It:\n    Type: AWS::SNS::Topic"));
}

#[test]
fn parameters_are_variables() {
    let text = "\
Parameters:
  Secret: {Type: String, Default: x, NoEcho: true}
Resources:
  T: {Type: 'AWS::SNS::Topic'}
";
    let found = evaluated(&[("t.yaml", text)]);
    let variable = of_kind(&found.resources, "variable");
    assert_eq!(variable.address, "Parameters.Secret");
    assert_eq!(shown(variable.at("default")), "x");
    assert_eq!(shown(variable.at("sensitive")), "true");
}

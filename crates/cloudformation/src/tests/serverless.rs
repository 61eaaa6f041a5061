//! The serverless application model.

use super::{evaluated, of_kind, shown};

const TEMPLATE: &str = "\
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Tracing: Active
    Environment: {Variables: {A: '1'}}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Environment: {Variables: {B: '2'}}
      DeadLetterQueue: {Type: SQS, TargetArn: x}
      Policies:
        - AdministratorAccess
        - Statement: [{Effect: Allow, Action: '*', Resource: '*'}]
        - SQSSendMessagePolicy: {QueueName: q}
        - OddPolicy: {}
      FunctionUrlConfig: {AuthType: NONE}
  Own:
    Type: AWS::Serverless::Function
    Properties: {Role: !GetAtt FnRole.Arn}
  Table:
    Type: AWS::Serverless::SimpleTable
    Properties: {SSESpecification: {SSEEnabled: true}}
";

#[test]
fn functions_bring_their_role() {
    let found = evaluated(&[("template.yaml", TEMPLATE)]);
    let all = &found.resources;
    let function = of_kind(all, "aws_lambda_function");
    let role = of_kind(all, "aws_iam_role");
    let basic = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    let admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    let table = [
        (function, "tracing_config.mode", "Active".to_owned()),
        (function, "environment.variables", "{B: 2, A: 1}".to_owned()),
        (function, "dead_letter_config.target_arn", "x".to_owned()),
        (role, "managed_policy_arns", format!("[{admin}, {basic}]")),
        (role, "assume_role_policy.Statement.Principal.Service", "lambda.amazonaws.com".to_owned()),
        (role, "inline_policy.policy.Statement.Action", "*".to_owned()),
        (of_kind(all, "aws_lambda_function_url"), "authorization_type", "NONE".to_owned()),
        (of_kind(all, "aws_dynamodb_table"), "server_side_encryption.enabled", "true".to_owned()),
    ];
    for (resource, path, expected) in table {
        assert_eq!(shown(resource.at(path)), expected, "{} {path}", resource.kind);
    }
    assert_eq!(role.blocks("inline_policy").len(), 3);
    assert!(role.blocks("inline_policy").iter().any(|b| b.at("policy").is_unknown()));
    assert_eq!(all.iter().filter(|r| &*r.kind == "aws_iam_role").count(), 1);
    let own = all.iter().find(|r| &*r.name == "Own").expect("the second function");
    let targets: Vec<&str> = own.refs_of("role").map(|r| r.target.as_str()).collect();
    assert_eq!(
        targets,
        ["AWS::Serverless::Function.Fn"],
        "the role that is made has no name of its own"
    );
}

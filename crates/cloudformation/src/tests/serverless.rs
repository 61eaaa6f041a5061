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

#[test]
fn events_are_routes_with_their_authorizer() {
    // The rest of the template, the authorization of the route.
    let table = [
        ("Api", "{Path: /, Method: get}", "", "NONE"),
        ("Api", "{Path: /, Method: get, Auth: {Authorizer: AWS_IAM}}", "", "AWS_IAM"),
        ("Api", "{Path: /, Method: get, Auth: {Authorizer: Mine}}", "", "CUSTOM"),
        (
            "Api",
            "{Path: /, Method: get}",
            "Globals: {Api: {Auth: {DefaultAuthorizer: Mine}}}\n",
            "CUSTOM",
        ),
        ("Api", "{Path: /, Method: get, RestApiId: !Ref Web}", "", "CUSTOM"),
        (
            "Api",
            "{Path: /, Method: get, RestApiId: !Ref Web, Auth: {Authorizer: NONE}}",
            "",
            "NONE",
        ),
        ("HttpApi", "{Path: /, Method: get}", "", "NONE"),
    ];
    for (kind, event, globals, expected) in table {
        let text = format!(
            "Transform: AWS::Serverless-2016-10-31\n{globals}Resources:\n  Web:\n    Type: AWS::Serverless::Api\n    \
             Properties: {{Auth: {{DefaultAuthorizer: Mine}}}}\n  Fn:\n    Type: AWS::Serverless::Function\n    \
             Properties:\n      Events:\n        E: {{Type: {kind}, Properties: {event}}}\n"
        );
        let found = evaluated(&[("t.yaml", &text)]);
        let (to, path) = match kind {
            "Api" => ("aws_api_gateway_method", "authorization"),
            _ => ("aws_apigatewayv2_route", "authorization_type"),
        };
        assert_eq!(shown(of_kind(&found.resources, to).at(path)), expected, "{kind} {event}");
    }
}

//! `Policies` of a function: names of managed policies, documents, and the model's policy templates.

use std::rc::Rc;

use super::field;
use crate::value::{K, Val};

/// Templates that grant on what their parameter names, with the actions that matter. Source: "AWS SAM policy
/// templates".
const TEMPLATES: [(&str, &[&str]); 14] = [
    ("AMIDescribePolicy", &["ec2:DescribeImages"]),
    ("DynamoDBCrudPolicy", &["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"]),
    ("DynamoDBReadPolicy", &["dynamodb:GetItem", "dynamodb:Scan", "dynamodb:Query"]),
    ("DynamoDBWritePolicy", &["dynamodb:PutItem", "dynamodb:UpdateItem"]),
    ("KMSDecryptPolicy", &["kms:Decrypt"]),
    ("KMSEncryptPolicy", &["kms:Encrypt", "kms:ReEncrypt*"]),
    ("LambdaInvokePolicy", &["lambda:InvokeFunction"]),
    ("S3CrudPolicy", &["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]),
    ("S3FullAccessPolicy", &["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"]),
    ("S3ReadPolicy", &["s3:GetObject", "s3:ListBucket"]),
    ("SQSSendMessagePolicy", &["sqs:SendMessage*"]),
    ("SNSPublishMessagePolicy", &["sns:Publish"]),
    ("SSMParameterReadPolicy", &["ssm:GetParameter", "ssm:GetParameters"]),
    ("AWSSecretsManagerGetSecretValuePolicy", &["secretsmanager:GetSecretValue"]),
];

/// Templates that name every resource. Source as above.
const EVERYWHERE: [&str; 1] = ["AMIDescribePolicy"];

/// The managed policies, and the inline ones as `PolicyName` and `PolicyDocument`.
pub(super) fn of(policies: Option<&Val>) -> (Vec<Val>, Vec<Val>) {
    let (mut managed, mut inline) = (Vec::new(), Vec::new());
    for policy in policies.into_iter().flat_map(Val::one_or_many) {
        match &policy.kind {
            K::Map(_) if policy.get("Statement").is_some() => {
                inline.push(named(policy, "Policy", policy.clone()));
            }
            K::Map(fields) => {
                for f in fields {
                    inline.push(named(&f.value, &f.key, template(&f.key, &f.value)));
                }
            }
            K::Str(name) if !name.starts_with("arn:") => {
                let arn: Rc<str> = format!("arn:aws:iam::aws:policy/{name}").into();
                managed.push(Val { kind: K::Str(arn), ..policy.clone() });
            }
            _ => managed.push(policy.clone()),
        }
    }
    (managed, inline)
}

fn named(near: &Val, name: &str, document: Val) -> Val {
    let name = Val::text(near.span, name);
    let fields = [field("PolicyName", near, name), field("PolicyDocument", near, document)];
    Val::map(near.span, fields)
}

/// The document of a policy template: its actions on the resource that the parameter names.
fn template(name: &str, parameters: &Val) -> Val {
    let span = parameters.span;
    let Some((_, actions)) = TEMPLATES.iter().find(|(n, _)| *n == name) else {
        return Val::unknown(span, format!("the policy template `{name}` is not expanded"));
    };
    let text = |t: &str| Val::text(span, t);
    let resource = match parameters.fields().first() {
        _ if EVERYWHERE.contains(&name) => text("*"),
        Some(f) => f.value.clone(),
        None => text("*"),
    };
    let statement = [
        field("Effect", parameters, text("Allow")),
        field("Action", parameters, Val::seq(span, actions.iter().map(|a| text(a)))),
        field("Resource", parameters, resource),
    ];
    let statements = Val::seq(span, [Val::map(span, statement)]);
    Val::map(span, [field("Statement", parameters, statements)])
}

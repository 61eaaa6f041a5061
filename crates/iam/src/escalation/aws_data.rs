//! P06: who reads or writes data, through identity and resource policy and the key that encrypts it.

use super::{DataAccess, Use, open_to};
use crate::Iam;
use crate::aws::Context;
use crate::decision::Decision;
use crate::principal::{Cloud, Principal, PrincipalKind};
use crate::text::Text;

/// What reads or writes the data of a type: its actions, of which one is enough.
const STORES: &[(&str, Use, &[&str])] = &[
    ("aws_s3_bucket", Use::Read, &["s3:GetObject", "s3:GetObjectVersion"]),
    ("aws_s3_bucket", Use::Write, &["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"]),
    (
        "aws_dynamodb_table",
        Use::Read,
        &[
            "dynamodb:GetItem",
            "dynamodb:Scan",
            "dynamodb:Query",
            "dynamodb:BatchGetItem",
            "dynamodb:ExportTableToPointInTime",
        ],
    ),
    (
        "aws_dynamodb_table",
        Use::Write,
        &[
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:DeleteTable",
        ],
    ),
    (
        "aws_secretsmanager_secret",
        Use::Read,
        &["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"],
    ),
    (
        "aws_secretsmanager_secret",
        Use::Write,
        &[
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecret",
            "secretsmanager:DeleteSecret",
        ],
    ),
    (
        "aws_ssm_parameter",
        Use::Read,
        &["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
    ),
    ("aws_ssm_parameter", Use::Write, &["ssm:PutParameter", "ssm:DeleteParameter"]),
    ("aws_sqs_queue", Use::Read, &["sqs:ReceiveMessage"]),
    ("aws_sqs_queue", Use::Write, &["sqs:SendMessage", "sqs:PurgeQueue"]),
    ("aws_kinesis_stream", Use::Read, &["kinesis:GetRecords"]),
    ("aws_kinesis_stream", Use::Write, &["kinesis:PutRecord", "kinesis:PutRecords"]),
    ("aws_ecr_repository", Use::Read, &["ecr:BatchGetImage"]),
    ("aws_ecr_repository", Use::Write, &["ecr:PutImage"]),
    ("aws_db_instance", Use::Write, &["rds:ModifyDBInstance", "rds:DeleteDBInstance"]),
    ("aws_rds_cluster", Use::Read, &["rds-data:ExecuteStatement"]),
    (
        "aws_rds_cluster",
        Use::Write,
        &["rds:ModifyDBCluster", "rds:DeleteDBCluster", "rds-data:ExecuteStatement"],
    ),
    ("aws_efs_file_system", Use::Read, &["elasticfilesystem:ClientMount"]),
    ("aws_efs_file_system", Use::Write, &["elasticfilesystem:ClientWrite"]),
    ("aws_opensearch_domain", Use::Read, &["es:ESHttpGet", "es:ESHttpPost"]),
    ("aws_opensearch_domain", Use::Write, &["es:ESHttpPut", "es:ESHttpPost", "es:ESHttpDelete"]),
    ("aws_elasticsearch_domain", Use::Read, &["es:ESHttpGet", "es:ESHttpPost"]),
    ("aws_elasticsearch_domain", Use::Write, &["es:ESHttpPut", "es:ESHttpPost", "es:ESHttpDelete"]),
    (
        "aws_redshift_cluster",
        Use::Read,
        &["redshift:GetClusterCredentials", "redshift-data:ExecuteStatement"],
    ),
    (
        "aws_redshift_cluster",
        Use::Write,
        &["redshift:GetClusterCredentials", "redshift-data:ExecuteStatement"],
    ),
];

/// The service through which a store asks for its key, as `kms:ViaService` names it before the region.
fn service(kind: &str) -> &'static str {
    match kind {
        "aws_s3_bucket" => "s3",
        "aws_dynamodb_table" => "dynamodb",
        "aws_secretsmanager_secret" => "secretsmanager",
        "aws_ssm_parameter" => "ssm",
        "aws_sqs_queue" => "sqs",
        "aws_kinesis_stream" => "kinesis",
        "aws_ecr_repository" => "ecr",
        _ => "",
    }
}

pub(super) fn access(iam: &Iam) -> Vec<DataAccess> {
    let mut out = vec![];
    for principal in iam
        .principals()
        .iter()
        .filter(|p| p.cloud == Cloud::Aws && p.kind != PrincipalKind::Service)
    {
        for index in 0..iam.aws.assets.len() {
            let Some(asset) = iam.aws.assets.get(index) else { continue };
            for (_, what, actions) in STORES.iter().filter(|(kind, ..)| *kind == &*asset.kind) {
                let Some((certainty, evidence)) =
                    open_to(principal, &asset.root, decide(iam, principal, index, actions))
                else {
                    continue;
                };
                out.push(DataAccess {
                    from: principal.id,
                    what: *what,
                    resource: asset.index,
                    address: asset.address.to_string(),
                    certainty,
                    evidence,
                });
            }
        }
    }
    out
}

/// May `principal` do one of `actions` on the asset, and use its key?
fn decide(iam: &Iam, principal: &Principal, index: usize, actions: &[&str]) -> Decision {
    let ask = |action: &&str| {
        let target = iam.aws.target_of(index, action);
        iam.aws.decide(principal, action, &target, &Context::new())
    };
    let mut best = Decision::deny("no statement allows it", vec![]);
    for action in actions {
        best = best.or(|| ask(action));
    }
    if best.is_denied() {
        return best;
    }
    best.and(|| key(iam, principal, index, actions))
}

/// May `principal` use the key of the asset through the store's service? Only a key of the customer asks.
fn key(iam: &Iam, principal: &Principal, index: usize, actions: &[&str]) -> Decision {
    let none = || Decision::allow("no key of its own", vec![]);
    let Some(asset) = iam.aws.assets.get(index) else { return none() };
    let Some((root, address)) = &asset.key else { return none() };
    let Some(key) = iam.aws.asset_position(root, address) else { return none() };
    // SSE-SQS and the like aside, writing asks for a data key, reading for its decryption.
    let writes =
        actions.iter().any(|a| a.contains("Put") || a.contains("Send") || a.contains("Write"));
    let action = if writes { "kms:GenerateDataKey" } else { "kms:Decrypt" };
    let region = asset.arn.part(':', 3).filter(|r| !r.0.is_empty());
    let region = region.unwrap_or_else(|| Text::hole("?the region is not known"));
    let via = Text::literal(service(&asset.kind))
        .then(&Text::literal("."))
        .then(&region)
        .then(&Text::literal(".amazonaws.com"));
    let context = Context::new().with_texts("kms:ViaService", vec![via]);
    let target = iam.aws.target_of(key, action);
    iam.aws.decide(principal, action, &target, &context)
}

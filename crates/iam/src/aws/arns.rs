//! What the ARN of a resource looks like, by its type.
//!
//! Source: Service Authorization Reference, "Resource types defined by ...".

/// The shape of a type's ARN.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// Terraform's type, without `data.`.
    pub(crate) kind: &'static str,
    /// The ARN; `{account}`, `{region}` and `{attribute}` stand for what the resource says.
    pub(crate) arn: &'static str,
    /// The attributes that hold the name: all of them the same value.
    pub(crate) names: &'static [&'static str],
}

/// The shape of `kind`'s ARN.
pub(crate) fn shape(kind: &str) -> Option<&'static Shape> {
    let kind = kind.strip_prefix("data.").unwrap_or(kind);
    SHAPES.iter().find(|s| s.kind == kind)
}

const fn row(kind: &'static str, arn: &'static str, names: &'static [&'static str]) -> Shape {
    Shape { kind, arn, names }
}

const NAME: &[&str] = &["name", "id"];
const ID: &[&str] = &["id"];

/// The types whose ARN a policy names.
const SHAPES: &[Shape] = &[
    row("aws_iam_role", "arn:aws:iam::{account}:role{path}{name}", NAME),
    row(
        "aws_iam_service_linked_role",
        "arn:aws:iam::{account}:role/aws-service-role/{aws_service_name}/{name}",
        &["aws_service_name"],
    ),
    row("aws_iam_user", "arn:aws:iam::{account}:user{path}{name}", NAME),
    row("aws_iam_group", "arn:aws:iam::{account}:group{path}{name}", NAME),
    row("aws_iam_policy", "arn:aws:iam::{account}:policy{path}{name}", &["name"]),
    row("aws_iam_instance_profile", "arn:aws:iam::{account}:instance-profile{path}{name}", NAME),
    row("aws_iam_openid_connect_provider", "arn:aws:iam::{account}:oidc-provider/{url}", &["url"]),
    row("aws_iam_saml_provider", "arn:aws:iam::{account}:saml-provider/{name}", &["name"]),
    row("aws_s3_bucket", "arn:aws:s3:::{bucket}", &["bucket", "id"]),
    row("aws_s3_access_point", "arn:aws:s3:{region}:{account}:accesspoint/{name}", &["name"]),
    row("aws_dynamodb_table", "arn:aws:dynamodb:{region}:{account}:table/{name}", NAME),
    row("aws_sqs_queue", "arn:aws:sqs:{region}:{account}:{name}", &["name"]),
    row("aws_sns_topic", "arn:aws:sns:{region}:{account}:{name}", &["name"]),
    row("aws_kms_key", "arn:aws:kms:{region}:{account}:key/{key_id}", &["key_id", "id"]),
    row("aws_kms_alias", "arn:aws:kms:{region}:{account}:{name}", NAME),
    row(
        "aws_secretsmanager_secret",
        "arn:aws:secretsmanager:{region}:{account}:secret:{name}-??????",
        &["name"],
    ),
    row("aws_ssm_parameter", "arn:aws:ssm:{region}:{account}:parameter{/name}", NAME),
    row(
        "aws_lambda_function",
        "arn:aws:lambda:{region}:{account}:function:{function_name}",
        &["function_name", "id"],
    ),
    row("aws_ecr_repository", "arn:aws:ecr:{region}:{account}:repository/{name}", NAME),
    row("aws_ecs_cluster", "arn:aws:ecs:{region}:{account}:cluster/{name}", &["name"]),
    row(
        "aws_ecs_task_definition",
        "arn:aws:ecs:{region}:{account}:task-definition/{family}:*",
        &["family", "id"],
    ),
    row("aws_ecs_service", "arn:aws:ecs:{region}:{account}:service/*", &["name"]),
    row("aws_eks_cluster", "arn:aws:eks:{region}:{account}:cluster/{name}", NAME),
    row("aws_instance", "arn:aws:ec2:{region}:{account}:instance/{id}", ID),
    row("aws_launch_template", "arn:aws:ec2:{region}:{account}:launch-template/{id}", ID),
    row("aws_ebs_volume", "arn:aws:ec2:{region}:{account}:volume/{id}", ID),
    row("aws_ebs_snapshot", "arn:aws:ec2:{region}::snapshot/{id}", ID),
    row("aws_ami", "arn:aws:ec2:{region}::image/{id}", ID),
    row("aws_db_instance", "arn:aws:rds:{region}:{account}:db:{identifier}", &["identifier"]),
    row(
        "aws_rds_cluster",
        "arn:aws:rds:{region}:{account}:cluster:{cluster_identifier}",
        &["cluster_identifier", "id"],
    ),
    row(
        "aws_db_snapshot",
        "arn:aws:rds:{region}:{account}:snapshot:{db_snapshot_identifier}",
        &["db_snapshot_identifier", "id"],
    ),
    row(
        "aws_redshift_cluster",
        "arn:aws:redshift:{region}:{account}:cluster:{cluster_identifier}",
        &["cluster_identifier", "id"],
    ),
    row("aws_kinesis_stream", "arn:aws:kinesis:{region}:{account}:stream/{name}", &["name"]),
    row(
        "aws_kinesis_firehose_delivery_stream",
        "arn:aws:firehose:{region}:{account}:deliverystream/{name}",
        &["name"],
    ),
    row("aws_efs_file_system", "arn:aws:elasticfilesystem:{region}:{account}:file-system/{id}", ID),
    row(
        "aws_opensearch_domain",
        "arn:aws:es:{region}:{account}:domain/{domain_name}",
        &["domain_name"],
    ),
    row(
        "aws_elasticsearch_domain",
        "arn:aws:es:{region}:{account}:domain/{domain_name}",
        &["domain_name"],
    ),
    row(
        "aws_elasticache_replication_group",
        "arn:aws:elasticache:{region}:{account}:replicationgroup:{replication_group_id}",
        &["replication_group_id", "id"],
    ),
    row("aws_codebuild_project", "arn:aws:codebuild:{region}:{account}:project/{name}", &["name"]),
    row("aws_codepipeline", "arn:aws:codepipeline:{region}:{account}:{name}", NAME),
    row(
        "aws_sfn_state_machine",
        "arn:aws:states:{region}:{account}:stateMachine:{name}",
        &["name"],
    ),
    row("aws_glue_job", "arn:aws:glue:{region}:{account}:job/{name}", NAME),
    row(
        "aws_cloudformation_stack",
        "arn:aws:cloudformation:{region}:{account}:stack/{name}/*",
        &["name"],
    ),
    row("aws_cloudwatch_log_group", "arn:aws:logs:{region}:{account}:log-group:{name}", NAME),
    row("aws_cloudwatch_event_bus", "arn:aws:events:{region}:{account}:event-bus/{name}", NAME),
    row("aws_backup_vault", "arn:aws:backup:{region}:{account}:backup-vault:{name}", NAME),
    row(
        "aws_sagemaker_notebook_instance",
        "arn:aws:sagemaker:{region}:{account}:notebook-instance/{name}",
        NAME,
    ),
    row(
        "aws_apprunner_service",
        "arn:aws:apprunner:{region}:{account}:service/{service_name}/*",
        &["service_name"],
    ),
    row("aws_api_gateway_rest_api", "arn:aws:execute-api:{region}:{account}:{id}", ID),
    row(
        "aws_msk_cluster",
        "arn:aws:kafka:{region}:{account}:cluster/{cluster_name}/*",
        &["cluster_name"],
    ),
    row("aws_glacier_vault", "arn:aws:glacier:{region}:{account}:vaults/{name}", NAME),
    row("aws_cloudtrail", "arn:aws:cloudtrail:{region}:{account}:trail/{name}", NAME),
    row(
        "aws_autoscaling_group",
        "arn:aws:autoscaling:{region}:{account}:autoScalingGroup:*:autoScalingGroupName/{name}",
        NAME,
    ),
    row("aws_organizations_account", "arn:aws:organizations::*:account/*/{id}", ID),
];

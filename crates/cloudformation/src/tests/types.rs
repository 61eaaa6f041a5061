//! What properties become: names, nesting, companions, policies, defaults.

use super::{evaluated, of_kind, shown};

/// Type and properties, the Terraform type, a path in it, the value.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    (
        "AWS::RDS::DBInstance",
        "{StorageEncrypted: 'true'}",
        "aws_db_instance",
        "storage_encrypted",
        "true",
    ),
    ("AWS::RDS::DBInstance", "{Engine: mysql}", "aws_db_instance", "backup_retention_period", "1"),
    (
        "AWS::RDS::DBInstance",
        "{DBClusterIdentifier: c}",
        "aws_rds_cluster_instance",
        "cluster_identifier",
        "c",
    ),
    ("AWS::S3::Bucket", "{AccessControl: PublicRead}", "aws_s3_bucket", "acl", "public-read"),
    (
        "AWS::S3::Bucket",
        "{PublicAccessBlockConfiguration: {BlockPublicAcls: true}}",
        "aws_s3_bucket_public_access_block",
        "block_public_acls",
        "true",
    ),
    (
        "AWS::S3::Bucket",
        "{PublicAccessBlockConfiguration: {BlockPublicAcls: true}}",
        "aws_s3_bucket_public_access_block",
        "bucket",
        "?known after apply: AWS::S3::Bucket.It",
    ),
    (
        "AWS::S3::Bucket",
        "{BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms'}}]}}",
        "aws_s3_bucket_server_side_encryption_configuration",
        "rule.apply_server_side_encryption_by_default.sse_algorithm",
        "aws:kms",
    ),
    (
        "AWS::S3::Bucket",
        "{VersioningConfiguration: {Status: Enabled}}",
        "aws_s3_bucket_versioning",
        "versioning_configuration.status",
        "Enabled",
    ),
    (
        "AWS::EC2::SecurityGroup",
        "{SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}]}",
        "aws_security_group",
        "ingress",
        "[{protocol: tcp, from_port: 22, to_port: 22, cidr_blocks: [0.0.0.0/0]}]",
    ),
    (
        "AWS::EC2::SecurityGroup",
        "{GroupDescription: d}",
        "aws_security_group",
        "egress.cidr_blocks",
        "[0.0.0.0/0]",
    ),
    ("AWS::EC2::SecurityGroup", "{SecurityGroupEgress: []}", "aws_security_group", "egress", "[]"),
    (
        "AWS::EC2::SecurityGroupIngress",
        "{CidrIpv6: '::/0'}",
        "aws_security_group_rule",
        "ipv6_cidr_blocks",
        "[::/0]",
    ),
    ("AWS::EC2::SecurityGroupEgress", "{}", "aws_security_group_rule", "type", "egress"),
    (
        "AWS::EC2::Instance",
        "{BlockDeviceMappings: [{DeviceName: a, Ebs: {Encrypted: false}}]}",
        "aws_instance",
        "ebs_block_device",
        "[{device_name: a, encrypted: false}]",
    ),
    (
        "AWS::EC2::LaunchTemplate",
        "{LaunchTemplateData: {MetadataOptions: {HttpTokens: required}}}",
        "aws_launch_template",
        "metadata_options.http_tokens",
        "required",
    ),
    (
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "{LoadBalancerAttributes: [{Key: access_logs.s3.enabled, Value: 'true'}], Scheme: internal}",
        "aws_lb",
        "access_logs.enabled",
        "true",
    ),
    (
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "{Scheme: internet-facing}",
        "aws_lb",
        "internal",
        "false",
    ),
    (
        "AWS::CloudFront::Distribution",
        "{DistributionConfig: {Origins: [{CustomOriginConfig: {OriginProtocolPolicy: https-only}}]}}",
        "aws_cloudfront_distribution",
        "origin.custom_origin_config.origin_protocol_policy",
        "https-only",
    ),
    (
        "AWS::IAM::Role",
        "{AssumeRolePolicyDocument: {Statement: [{Principal: {AWS: 123456789012}}]}}",
        "aws_iam_role",
        "assume_role_policy.Statement.Principal.AWS",
        "123456789012",
    ),
    (
        "AWS::IAM::Role",
        "{ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess']}",
        "aws_iam_role",
        "managed_policy_arns",
        "[arn:*:iam::aws:policy/AdministratorAccess]",
    ),
    ("AWS::IAM::Policy", "{PolicyName: p, Users: [u]}", "aws_iam_user_policy", "user", "[u]"),
    ("AWS::IAM::Policy", "{PolicyName: p, Roles: [r]}", "aws_iam_role_policy", "role", "[r]"),
    (
        "AWS::IAM::User",
        "{ManagedPolicyArns: [a]}",
        "aws_iam_user_policy_attachment",
        "policy_arn",
        "a",
    ),
    (
        "AWS::S3::BucketPolicy",
        "{PolicyDocument: {Statement: [{Condition: {Bool: {'aws:SecureTransport': false}}}]}}",
        "aws_s3_bucket_policy",
        "policy.Statement.Condition.Bool",
        "{aws:SecureTransport: false}",
    ),
    (
        "AWS::S3::BucketPolicy",
        "{PolicyDocument: {Statement: [{Resource: !Sub 'arn:${AWS::Partition}:s3:::b/*'}]}}",
        "aws_s3_bucket_policy",
        "policy.Statement.Resource",
        "?known after apply: AWS::Partition, in \"arn:${...}:s3:::b/*\"",
    ),
    (
        "AWS::SQS::QueuePolicy",
        "{PolicyDocument: '{\"Statement\": [{\"Effect\": \"Allow\"}]}'}",
        "aws_sqs_queue_policy",
        "policy.Statement.Effect",
        "Allow",
    ),
    (
        "AWS::DynamoDB::Table",
        "{PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}}",
        "aws_dynamodb_table",
        "point_in_time_recovery.enabled",
        "true",
    ),
    (
        "AWS::ECS::TaskDefinition",
        "{ContainerDefinitions: [{ReadonlyRootFilesystem: true}]}",
        "aws_ecs_task_definition",
        "container_definitions",
        "[{readonlyRootFilesystem: true}]",
    ),
    (
        "AWS::IAM::Role",
        "{AssumeRolePolicyDocument: !Sub '{\"Statement\": [{\"Condition\": {\"StringEquals\": {\"${AWS::Region}:sub\": \"a\"}}}]}'}",
        "aws_iam_role",
        "assume_role_policy.Statement.Condition.StringEquals",
        "{*:sub: a}",
    ),
    (
        "AWS::IAM::Role",
        "{AssumeRolePolicyDocument: !Sub '{\"Statement\": [{\"Principal\": {\"AWS\": \"arn:aws:iam::${AWS::AccountId}:root\"}}]}'}",
        "aws_iam_role",
        "assume_role_policy.Statement.Principal.AWS",
        "?known after apply: AWS::AccountId, in \"arn:aws:iam::${...}:root\"",
    ),
    (
        "AWS::ECR::Repository",
        "{RepositoryPolicyText: {Statement: [{Principal: '*'}]}}",
        "aws_ecr_repository_policy",
        "policy.Statement.Principal",
        "*",
    ),
    ("AWS::IAM::User", "{Groups: [a, b]}", "aws_iam_user_group_membership", "groups", "[a, b]"),
    (
        "AWS::EC2::SecurityGroup",
        "{SecurityGroupIngress: None}",
        "aws_security_group",
        "ingress",
        "[?a map belongs here]",
    ),
    (
        "AWS::OpenSearchService::Domain",
        "{LogPublishingOptions: {AUDIT_LOGS: {Enabled: true}}}",
        "aws_opensearch_domain",
        "log_publishing_options",
        "[{log_type: AUDIT_LOGS, enabled: true}]",
    ),
    (
        "AWS::EKS::Cluster",
        "{Logging: {ClusterLogging: {EnabledTypes: [{Type: api}, {Type: audit}]}}}",
        "aws_eks_cluster",
        "enabled_cluster_log_types",
        "[api, audit]",
    ),
    (
        "AWS::Lambda::Function",
        "{Environment: {Variables: {ApiKey: x}}}",
        "aws_lambda_function",
        "environment.variables",
        "{ApiKey: x}",
    ),
    (
        "AWS::RDS::DBParameterGroup",
        "{Parameters: {rds.force_ssl: 1}}",
        "aws_db_parameter_group",
        "parameter",
        "[{name: rds.force_ssl, value: 1}]",
    ),
    (
        "AWS::Odd::Thing",
        "{SomeName: {InnerName: 1}}",
        "cloudformation_aws_odd_thing",
        "some_name.inner_name",
        "1",
    ),
];

#[test]
fn properties_become_attributes() {
    for (kind, properties, to, path, expected) in CASES {
        let text = format!("Resources:\n  It:\n    Type: {kind}\n    Properties: {properties}\n");
        let found = evaluated(&[("t.yaml", &text)]);
        let got = shown(of_kind(&found.resources, to).at(path));
        assert_eq!(got, *expected, "{kind} {properties}: {path}");
        assert!(found.resources.iter().all(|r| r.address == format!("{kind}.It")), "{kind}");
    }
}

#[test]
fn references_join_resources() {
    let text = "\
Resources:
  Data: {Type: 'AWS::S3::Bucket'}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties: {Bucket: !Ref Data, PolicyDocument: {Statement: [{Resource: !Sub '${Data.Arn}/*'}]}}
  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !GetAtt [Group, GroupId]}
  Group: {Type: 'AWS::EC2::SecurityGroup'}
";
    let found = evaluated(&[("t.yaml", text)]);
    let refs = |kind: &str| -> Vec<String> {
        let refs = &of_kind(&found.resources, kind).refs;
        refs.iter().map(|r| format!("{} -> {} {}", r.path, r.target, r.attribute)).collect()
    };
    let policy = [
        "bucket -> AWS::S3::Bucket.Data ",
        "policy.Statement.Resource -> AWS::S3::Bucket.Data Arn",
    ];
    assert_eq!(refs("aws_s3_bucket_policy"), policy);
    let rule = ["security_group_id -> AWS::EC2::SecurityGroup.Group GroupId"];
    assert_eq!(refs("aws_security_group_rule"), rule);
}

#[test]
fn types_without_a_rule_are_counted() {
    let text = "Resources:\n  A: {Type: 'AWS::Odd::Thing'}\n  B: {Type: 'Custom::It'}\n  C: {Type: 'AWS::CDK::Metadata'}\n";
    let found = evaluated(&[("t.yaml", text)]);
    let counted: Vec<(&str, usize)> =
        found.untranslated.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
    assert_eq!(counted, [("AWS::Odd::Thing", 1), ("Custom::It", 1)]);
}

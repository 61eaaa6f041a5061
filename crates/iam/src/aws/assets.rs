//! The resources that rights are about: their ARN, account, tags, and the policy that they carry.

use std::sync::Arc;

use ringfort_facts::cloud::iam::{Narrowing, Policy as Written};
use ringfort_model::cloud::{Mode, Resource};
use ringfort_source::{At, Kind, Span};

use super::arns;
use super::names::Names;
use super::policy::Policy;
use super::{permits, read};
use crate::text::Text;
use crate::tri::Tri;

/// Tags with their values, where these are known.
pub(crate) type Tags = Vec<(Box<str>, Option<Box<str>>)>;

/// A resource of AWS.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    pub(crate) address: Box<str>,
    pub(crate) root: Box<str>,
    pub(crate) kind: Box<str>,
    pub(crate) arn: Text,
    pub(crate) account: Text,
    /// Its tags; `None` where they are not known as a whole.
    pub(crate) tags: Option<Tags>,
    /// The policies that it carries.
    pub(crate) guard: Vec<Arc<Policy>>,
    /// Is a policy written for it, beside single grants?
    pub(crate) has_policy: bool,
    /// The key that its content is encrypted with: root module and address.
    pub(crate) key: Option<(Box<str>, Box<str>)>,
    /// May its policy admit the public: not for a bucket whose public access is blocked.
    pub(crate) public: Tri,
    pub(crate) at: Span,
    pub(crate) index: usize,
}

/// Which types carry a policy: in an attribute of their own, or in a resource beside them (its type, the
/// attribute that names the asset, that of the policy).
const GUARDS: &[(&str, &str, &str, &str)] = &[
    ("aws_s3_bucket", "aws_s3_bucket_policy", "bucket", "policy"),
    ("aws_sqs_queue", "aws_sqs_queue_policy", "queue_url", "policy"),
    ("aws_sns_topic", "aws_sns_topic_policy", "arn", "policy"),
    ("aws_kms_key", "aws_kms_key_policy", "key_id", "policy"),
    ("aws_secretsmanager_secret", "aws_secretsmanager_secret_policy", "secret_arn", "policy"),
    ("aws_ecr_repository", "aws_ecr_repository_policy", "repository", "policy"),
    ("aws_dynamodb_table", "aws_dynamodb_resource_policy", "resource_arn", "policy"),
    ("aws_efs_file_system", "aws_efs_file_system_policy", "file_system_id", "policy"),
    ("aws_opensearch_domain", "aws_opensearch_domain_policy", "domain_name", "access_policies"),
    (
        "aws_elasticsearch_domain",
        "aws_elasticsearch_domain_policy",
        "domain_name",
        "access_policies",
    ),
    ("aws_kinesis_stream", "aws_kinesis_resource_policy", "resource_arn", "policy"),
    ("aws_cloudwatch_event_bus", "aws_cloudwatch_event_bus_policy", "event_bus_name", "policy"),
    ("aws_backup_vault", "aws_backup_vault_policy", "backup_vault_name", "policy"),
    ("aws_api_gateway_rest_api", "aws_api_gateway_rest_api_policy", "rest_api_id", "policy"),
    ("aws_msk_cluster", "aws_msk_cluster_policy", "cluster_arn", "policy"),
    ("aws_s3_access_point", "aws_s3control_access_point_policy", "access_point_arn", "policy"),
];

/// The attribute of its own in which a type carries a policy.
fn own_policy(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "aws_iam_role" => "assume_role_policy",
        "aws_s3_bucket"
        | "aws_sqs_queue"
        | "aws_sns_topic"
        | "aws_kms_key"
        | "aws_kms_external_key"
        | "aws_kms_replica_key"
        | "aws_s3_access_point"
        | "aws_secretsmanager_secret"
        | "aws_api_gateway_rest_api" => "policy",
        "aws_opensearch_domain" | "aws_elasticsearch_domain" => "access_policies",
        "aws_glacier_vault" => "access_policy",
        _ => return None,
    })
}

/// The attributes that name the key of a type's content.
const KEYS: &[(&str, &str, &str)] = &[
    (
        "aws_s3_bucket",
        "aws_s3_bucket_server_side_encryption_configuration",
        "rule.apply_server_side_encryption_by_default.kms_master_key_id",
    ),
    (
        "aws_s3_bucket",
        "",
        "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id",
    ),
    ("aws_dynamodb_table", "", "server_side_encryption.kms_key_arn"),
    ("aws_secretsmanager_secret", "", "kms_key_id"),
    ("aws_ssm_parameter", "", "key_id"),
    ("aws_sqs_queue", "", "kms_master_key_id"),
    ("aws_kinesis_stream", "", "kms_key_id"),
    ("aws_ebs_snapshot", "", "kms_key_id"),
    ("aws_ecr_repository", "", "encryption_configuration.kms_key"),
];

/// The asset that the resource number `index` is.
pub(crate) fn asset(names: &Names<'_>, index: usize, resource: &Resource) -> Option<Asset> {
    let aws = resource.kind.strip_prefix("data.").unwrap_or(&resource.kind).starts_with("aws_");
    let listed = resource.mode == Mode::Managed || arns::shape(&resource.kind).is_some();
    if !aws || !listed {
        return None;
    }
    if let Some(asset) = behind(names, index, resource) {
        return Some(asset);
    }
    Some(Asset {
        address: resource.address.as_str().into(),
        root: resource.root.clone(),
        kind: resource.kind.clone(),
        arn: names.arn(resource),
        account: names.account(resource),
        tags: tags(resource),
        has_policy: !written(names, resource).is_empty(),
        guard: guard(names, resource),
        key: key(names, resource),
        public: may_be_public(names, resource),
        at: resource.header,
        index,
    })
}

/// The asset that a policy is written for without being declared: a bucket by its name alone. It goes by the policy's
/// address.
fn behind(names: &Names<'_>, index: usize, policy: &Resource) -> Option<Asset> {
    let (kind, by, path, content) = GUARDS.iter().find(|(_, by, ..)| *by == &*policy.kind)?;
    let names_of = arns::shape(kind).map_or(&[][..], |s| s.names);
    let mut declared = names.facts.resources(kind);
    let guards =
        |r: &Resource| names.facts.attached(r, by, path, names_of).any(|p| std::ptr::eq(p, policy));
    let looked_up = names.facts.targets(policy, path).next().is_some();
    if looked_up || declared.any(guards) {
        return None;
    }
    let (At::Set(node) | At::Unknown(node)) = policy.at(path) else { return None };
    let named = names.pattern(policy, node).text;
    let is_arn = named.after(&Text::literal("arn:")).is_some() || path.ends_with("arn");
    Some(Asset {
        address: policy.address.as_str().into(),
        root: policy.root.clone(),
        kind: (*kind).into(),
        arn: if is_arn { named } else { names.arn_named(policy, kind, &named) },
        account: names.account(policy),
        tags: None,
        has_policy: true,
        guard: read::policy(names, policy, policy.at(content), &policy.address)
            .map(Arc::new)
            .into_iter()
            .collect(),
        key: None,
        public: Tri::unknown("whether the resource blocks public access is not in the files"),
        at: policy.header,
        index,
    })
}

fn tags(resource: &Resource) -> Option<Tags> {
    let at = match resource.at("tags_all") {
        At::Absent(_) => resource.at("tags"),
        at => at,
    };
    match at {
        At::Unknown(_) => None,
        At::Absent(_) => (resource.mode == Mode::Managed).then(Vec::new),
        At::Set(map) => {
            let one =
                |e: &ringfort_source::Entry| (e.key.clone(), e.value.scalar().map(Into::into));
            Some(map.entries().iter().map(one).collect())
        }
    }
}

fn guard(names: &Names<'_>, resource: &Resource) -> Vec<Arc<Policy>> {
    let written = written(names, resource).into_iter();
    written.chain(permits::of(names, resource)).map(Arc::new).collect()
}

/// The policies that are written for `resource`.
fn written(names: &Names<'_>, resource: &Resource) -> Vec<Policy> {
    let mut out: Vec<Policy> = vec![];
    if let Some(path) = own_policy(&resource.kind) {
        let what = if path == "assume_role_policy" {
            format!("the trust policy of {}", resource.address)
        } else {
            resource.address.clone()
        };
        out.extend(read::policy(names, resource, resource.at(path), &what));
    }
    for (_, by, path, policy) in GUARDS.iter().filter(|(kind, ..)| *kind == &*resource.kind) {
        let names_of = arns::shape(&resource.kind).map_or(&[][..], |s| s.names);
        for beside in names.facts.attached(resource, by, path, names_of) {
            out.extend(read::policy(names, beside, beside.at(policy), &beside.address));
        }
    }
    if resource.mode == Mode::Data {
        let cause = format!("{} is looked up: its policy is not in the files", resource.address);
        if own_policy(resource.kind.strip_prefix("data.").unwrap_or("")).is_some() {
            out.push(Policy::closed(&resource.address, &cause, true, Some(resource.header)));
        }
    }
    out
}

fn key(names: &Names<'_>, resource: &Resource) -> Option<(Box<str>, Box<str>)> {
    let kind = resource.kind.strip_prefix("data.").unwrap_or(&resource.kind);
    for (_, beside, path) in KEYS.iter().filter(|(k, ..)| *k == kind) {
        let owners: Vec<&Resource> = if beside.is_empty() {
            vec![resource]
        } else {
            names.facts.attached(resource, beside, "bucket", &["bucket"]).collect()
        };
        for owner in owners {
            if let At::Set(node) | At::Unknown(node) = owner.at(path)
                && node.kind != Kind::Null
                && let Some((root, address)) = names.pattern(owner, node).of
            {
                return Some(behind_alias(names, root, address));
            }
        }
    }
    None
}

/// The key that an alias stands for.
fn behind_alias(names: &Names<'_>, root: Box<str>, address: Box<str>) -> (Box<str>, Box<str>) {
    let alias = names.find(&root, &address).filter(|(_, r)| &*r.kind == "aws_kms_alias");
    let key = alias.and_then(|(_, r)| names.facts.targets(r, "target_key_id").next());
    match key {
        Some(key) => (key.root.clone(), key.address.as_str().into()),
        None => (root, address),
    }
}

/// May the policy of `resource` admit the public? Source: S3 User Guide, "Blocking public access": a bucket's
/// settings count, new buckets have all four on.
fn may_be_public(names: &Names<'_>, resource: &Resource) -> Tri {
    if &*resource.kind != "aws_s3_bucket" || !has_public_statement(names, resource) {
        return Tri::Yes;
    }
    let account = names
        .facts
        .resources("aws_s3_account_public_access_block")
        .filter(|b| b.root == resource.root);
    let own = names.facts.attached(
        resource,
        "aws_s3_bucket_public_access_block",
        "bucket",
        &["bucket", "id"],
    );
    let blocks: Vec<&Resource> = own.chain(account).collect();
    if blocks.is_empty() {
        return Tri::unknown(
            "no block of public access is written: new buckets have one, older ones do not",
        );
    }
    let on = |path: &'static str| {
        let one = |b: &&Resource| match b.bool(path, false) {
            ringfort_model::Value::Unknown(_, cause) => {
                Tri::Unknown(format!("`{path}` of {} is not known: {cause}", b.address))
            }
            value => value.is(&true).into(),
        };
        Tri::any(blocks.iter().map(one).collect::<Vec<_>>())
    };
    let refused = match on("block_public_policy") {
        Tri::Yes => Tri::unknown(
            "`block_public_policy` refuses a policy that is public, unless it was there before",
        ),
        other => other,
    };
    !on("restrict_public_buckets").or(|| refused)
}

/// Does the policy of the bucket make it public, in the sense of the block of public access?
fn has_public_statement(names: &Names<'_>, bucket: &Resource) -> bool {
    let beside = names.facts.attached(bucket, "aws_s3_bucket_policy", "bucket", &["bucket", "id"]);
    let public = |r: &Resource| {
        let policy = Written::read(r.at("policy"));
        policy.is_some_and(|p| {
            p.allows().any(|s| s.everyone().is_some() && s.narrowing() != Narrowing::Named)
        })
    };
    std::iter::once(bucket).chain(beside).any(public)
}

//! Single grants that stand beside a resource's policy: permissions of a function, grants of a key, and whom a
//! service-linked role is for.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use super::condition::Condition;
use super::names::Names;
use super::policy::{Effect, Named, Pattern, Policy, Scope, Statement, Whom};
use crate::text::Text;

/// The grants beside `resource`, each as a policy.
pub(crate) fn of(names: &Names<'_>, resource: &Resource) -> Vec<Policy> {
    let beside = |kind, path, by| names.facts.attached(resource, kind, path, by);
    match resource.kind.strip_prefix("data.").unwrap_or(&resource.kind) {
        "aws_lambda_function" => {
            let all = beside("aws_lambda_permission", "function_name", &["function_name"]);
            all.map(|p| permission(names, p)).collect()
        }
        "aws_kms_key" | "aws_kms_external_key" | "aws_kms_replica_key" => {
            let all = beside("aws_kms_grant", "key_id", &["key_id", "id", "arn"]);
            all.map(|g| grant(names, g)).collect()
        }
        "aws_iam_service_linked_role" => vec![service(names, resource)],
        _ => vec![],
    }
}

fn texts(names: &Names<'_>, resource: &Resource, path: &str) -> Vec<Pattern> {
    match resource.at(path) {
        At::Set(node) | At::Unknown(node) => names.patterns(resource, node),
        At::Absent(_) => vec![],
    }
}

/// A statement that allows `actions` on the resource itself.
fn allows(resource: &Resource, actions: Vec<Pattern>, kind: &str, ids: Vec<Pattern>) -> Statement {
    Statement {
        sid: "".into(),
        effect: Effect::Allow,
        actions: Scope::Listed(actions),
        resources: Scope::Own,
        whom: Whom::Listed(vec![Named { kind: kind.into(), ids }]),
        conditions: vec![],
        open: None,
        at: Some(resource.header),
    }
}

/// What `aws_lambda_permission` adds to the policy of a function.
fn permission(names: &Names<'_>, resource: &Resource) -> Policy {
    let texts = |path| texts(names, resource, path);
    let principal = texts("principal");
    let known = principal.first().and_then(|p| p.text.known());
    let service = known.as_deref().is_some_and(|p| p.contains(".amazonaws.com"));
    let keys = [
        ("ArnLike", "aws:SourceArn", "source_arn"),
        ("StringEquals", "aws:SourceAccount", "source_account"),
        ("StringEquals", "aws:PrincipalOrgID", "principal_org_id"),
        ("StringEquals", "lambda:FunctionUrlAuthType", "function_url_auth_type"),
    ];
    let written = keys.iter().filter(|(.., path)| !resource.at(path).is_absent());
    let kind = if service { "Service" } else { "AWS" };
    let statement = Statement {
        sid: resource.at("statement_id").str().unwrap_or("").into(),
        conditions: written.map(|(op, key, path)| Condition::new(op, key, texts(path))).collect(),
        ..allows(resource, texts("action"), kind, principal)
    };
    Policy { what: resource.address.as_str().into(), statements: vec![statement] }
}

/// What `aws_kms_grant` gives. Source: AWS KMS Developer Guide, "Grants in AWS KMS": a grant allows by itself, whatever
/// the key's policy says; its constraints ask for an encryption context, which files do not tell.
fn grant(names: &Names<'_>, resource: &Resource) -> Policy {
    let named = |p: Pattern| Pattern { text: Text::literal("kms:").then(&p.text), ..p };
    let actions = texts(names, resource, "operations").into_iter().map(named).collect();
    let whom = texts(names, resource, "grantee_principal");
    let constrained = resource
        .at("constraints")
        .node()
        .is_some_and(|n: &Node| n.is_unknown() || !n.one_or_many().is_empty());
    let cause = format!("{} asks for an encryption context", resource.address);
    let statement = Statement {
        open: constrained.then(|| cause.into()),
        ..allows(resource, actions, "AWS", whom)
    };
    Policy { what: resource.address.as_str().into(), statements: vec![statement] }
}

/// The trust of a service-linked role: the service it is for.
fn service(names: &Names<'_>, resource: &Resource) -> Policy {
    let action = Pattern { text: Text::literal("sts:AssumeRole"), of: None, at: None };
    let whom = texts(names, resource, "aws_service_name");
    let what = format!("the trust policy of {}", resource.address);
    let statement = allows(resource, vec![action], "Service", whom);
    Policy { what: what.into(), statements: vec![statement] }
}

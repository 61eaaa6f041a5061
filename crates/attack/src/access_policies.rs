//! Policies of access entries of EKS as grants: what they allow, to whom, where.
//!
//! Source: Amazon EKS documentation, "Review access policy permissions": the policies follow the user-facing roles of
//! Kubernetes; `AmazonEKSAdminViewPolicy` reads everything, Secrets included.

use ringfort_facts::Facts;
use ringfort_facts::kube::rights::built_in;
use ringfort_model::cloud::Resource;
use ringfort_model::kube::Rule;
use ringfort_source::{Node, Span};

use crate::grants::Granted;
use crate::position::Position;

/// The association of a policy with whoever enters the cluster.
pub(crate) struct Association<'a> {
    /// Its resource.
    pub(crate) resource: &'a Resource,
    /// Whose entry it is.
    pub(crate) principal: &'a Resource,
    /// The policy's name: `AmazonEKSAdminPolicy`.
    pub(crate) policy: String,
    /// Where it is named.
    pub(crate) at: Span,
    /// The namespaces it is for, `*` for all.
    scopes: Vec<Box<str>>,
}

impl Association<'_> {
    /// Is it for the whole cluster?
    pub(crate) fn is_everywhere(&self) -> bool {
        self.scopes.iter().any(|scope| &**scope == "*")
    }
}

/// All associations whose policy and principal are known.
pub(crate) fn associations(facts: &Facts) -> Vec<Association<'_>> {
    let mut all = vec![];
    for resource in facts.resources("aws_eks_access_policy_association") {
        let text = resource.text("policy_arn", "");
        let Some(policy) = text.known().and_then(|p| p.rsplit('/').next()) else { continue };
        for principal in facts.targets(resource, "principal_arn") {
            let (policy, at, scopes) = (policy.to_owned(), text.span(), scopes(resource));
            all.push(Association { resource, principal, policy, at, scopes });
        }
    }
    all
}

/// Without namespaces it is for the whole cluster.
fn scopes(resource: &Resource) -> Vec<Box<str>> {
    let listed = resource.at("access_scope.namespaces").list();
    let names: Vec<Box<str>> = listed.iter().filter_map(|n| n.as_str().map(Into::into)).collect();
    let is_namespaced = resource.at("access_scope.type").str() == Some("namespace");
    if is_namespaced { names } else { vec!["*".into()] }
}

/// The user of the cluster that a principal is by its access entry.
pub(crate) fn user_of(principal: &Resource) -> Box<str> {
    match &*principal.root {
        "" => principal.address.as_str().into(),
        root => format!("{root}/{}", principal.address).into(),
    }
}

/// The associations as grants.
pub(crate) fn grants(facts: &Facts) -> Vec<Granted> {
    let mut all = vec![];
    for association in associations(facts) {
        let Some(rules) = rules(&association.policy) else { continue };
        for scope in &association.scopes {
            all.push(Granted {
                subject: Position::Identity(user_of(association.principal)),
                scope: scope.clone(),
                rules: Some(rules.clone()),
                is_published: false,
                role: association.policy.as_str().into(),
                binding: association.resource.address.as_str().into(),
                at: association.at,
            });
        }
    }
    all
}

/// What a policy allows; `None` for those that lead nowhere, or are for services of AWS.
fn rules(policy: &str) -> Option<Vec<Rule>> {
    let read = |group: &str, resource: &str| {
        let verbs = ["get", "list", "watch"].into_iter().map(Into::into).collect();
        let (groups, resources) = (vec![group.into()], vec![resource.into()]);
        Some(vec![Rule { verbs, groups, resources, ..Rule::default() }])
    };
    match policy {
        "AmazonEKSClusterAdminPolicy" => built_in("cluster-admin"),
        "AmazonEKSAdminPolicy" => built_in("admin"),
        "AmazonEKSEditPolicy" => built_in("edit"),
        "AmazonEKSViewPolicy" => built_in("view"),
        "AmazonEKSAdminViewPolicy" => read("*", "*"),
        "AmazonEKSSecretReaderPolicy" => read("", "secrets"),
        _ => None,
    }
}

/// The groups of the cluster that an access entry puts its principal into.
pub(crate) fn groups(entry: &Resource) -> impl Iterator<Item = (&str, Span)> {
    let listed = entry.at("kubernetes_groups").list().iter();
    listed.filter_map(|node: &Node| Some((node.as_str()?, node.span)))
}

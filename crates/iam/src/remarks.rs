//! What the answers leave out, so that nobody takes silence for a no.

use ringfort_facts::Facts;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

use crate::principal::{Cloud, Principal};

/// A limit of the answers about one cloud, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The cloud it is about; `None`: any.
    pub cloud: Option<Cloud>,
    /// What is left out, and why, in a sentence.
    pub what: String,
    /// Where it stands.
    pub at: Span,
}

/// Everything that is left out, in the order of the files.
pub(crate) fn remarks(facts: &Facts, principals: &[Principal]) -> Vec<Remark> {
    let mut out: Vec<Remark> = vec![];
    for principal in principals {
        if let Some(cause) = &principal.undeclared {
            out.push(Remark {
                cloud: Some(principal.cloud),
                what: cause.to_string(),
                at: principal.at,
            });
        }
    }
    for module in facts.unread_modules(None) {
        let what = format!(
            "{} was not read: what it grants or denies is not in the answers",
            module.address
        );
        out.push(Remark { cloud: None, what, at: module.header });
    }
    let all = LIMITS.iter().flat_map(|limit| facts.resources(limit.kind).map(move |r| (limit, r)));
    for (limit, resource) in all.filter(|(limit, r)| limit.counts(r)) {
        let what = format!("{} {}", resource.address, limit.words);
        out.push(Remark { cloud: Some(limit.cloud), what, at: resource.header });
    }
    out.sort_by_key(|r| r.at);
    out.dedup();
    out
}

/// A type that takes rights away in a manner that the answers do not weigh.
struct Limit {
    kind: &'static str,
    cloud: Cloud,
    /// The attribute that has to be written for it to count.
    path: &'static str,
    words: &'static str,
}

const LIMITS: &[Limit] = &[
    Limit {
        kind: "aws_vpc_endpoint",
        cloud: Cloud::Aws,
        path: "policy",
        words: "has a policy, which limits calls that go through the endpoint; calls by other ways are not limited by it",
    },
    Limit {
        kind: "aws_vpc_endpoint_policy",
        cloud: Cloud::Aws,
        path: "policy",
        words: "limits calls that go through the endpoint; calls by other ways are not limited by it",
    },
    Limit {
        kind: "azurerm_resource_group_template_deployment",
        cloud: Cloud::Azure,
        path: "template_content",
        words: "deploys a template, whose role assignments are not read",
    },
    Limit {
        kind: "azapi_resource",
        cloud: Cloud::Azure,
        path: "type",
        words: "is a deployment stack, whose deny settings are not weighed",
    },
    Limit {
        kind: "google_iam_principal_access_boundary_policy",
        cloud: Cloud::Google,
        path: "details",
        words: "bounds what principals reach, which is not weighed",
    },
];

impl Limit {
    fn counts(&self, resource: &Resource) -> bool {
        match resource.at(self.path) {
            At::Absent(_) => false,
            _ if self.kind != "azapi_resource" => true,
            at => at.str().is_none_or(|t| t.contains("/deploymentStacks@")),
        }
    }
}

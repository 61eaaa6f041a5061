//! IAM roles, users and groups, and the policies they hold.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

use super::iam::Policy;
use crate::Facts;

/// A managed policy that a principal holds.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// The policy's ARN.
    pub arn: &'a str,
    /// Where it is named.
    pub span: Span,
    /// The resource that attaches it.
    pub by: &'a Resource,
}

impl<'a> Attachment<'a> {
    /// The policy's name: the last part of its ARN.
    pub fn name(&self) -> &'a str {
        self.arn.rsplit('/').next().unwrap_or(self.arn)
    }
}

/// The types that attach a managed policy, with the attribute that names the principal.
pub const ATTACHMENTS: [(&str, &str); 4] = [
    ("aws_iam_role_policy_attachment", "role"),
    ("aws_iam_user_policy_attachment", "user"),
    ("aws_iam_group_policy_attachment", "group"),
    ("aws_iam_policy_attachment", "roles"),
];

/// What `resource` itself attaches: ARNs that are written or known.
pub fn attachments(resource: &Resource) -> Vec<Attachment<'_>> {
    let path = match &*resource.kind {
        "aws_iam_role" => "managed_policy_arns",
        "aws_iam_role_policy_attachments_exclusive" => "policy_arns",
        "aws_ssoadmin_managed_policy_attachment" => "managed_policy_arn",
        _ => "policy_arn",
    };
    let list = resource.at(path).list();
    list.iter()
        .filter_map(|n| Some(Attachment { arn: n.as_str()?, span: n.span, by: resource }))
        .collect()
}

/// The policies that `resource` itself writes: `(attribute, policy)`.
pub fn identity_policies(resource: &Resource) -> Vec<Policy<'_>> {
    match &*resource.kind {
        "aws_iam_policy"
        | "aws_iam_role_policy"
        | "aws_iam_user_policy"
        | "aws_iam_group_policy" => Policy::read(resource.at("policy")).into_iter().collect(),
        "aws_ssoadmin_permission_set_inline_policy" => {
            Policy::read(resource.at("inline_policy")).into_iter().collect()
        }
        "aws_iam_role" => {
            let blocks = resource.blocks("inline_policy").iter();
            blocks.filter_map(|b| Policy::read(b.at("policy"))).collect()
        }
        "data.aws_iam_policy_document" => Policy::read(resource.at("json")).into_iter().collect(),
        _ => vec![],
    }
}

/// The types that hold identity policies. A document counts where nothing read uses it.
pub const IDENTITY_TYPES: &[&str] = &[
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
    "aws_iam_role",
    "aws_ssoadmin_permission_set_inline_policy",
    "data.aws_iam_policy_document",
];

impl Facts {
    /// The managed policies of `role`.
    pub fn managed_policies_of<'a>(&'a self, role: &'a Resource) -> Vec<Attachment<'a>> {
        let mut out = attachments(role);
        for (kind, path) in [
            ("aws_iam_role_policy_attachment", "role"),
            ("aws_iam_role_policy_attachments_exclusive", "role_name"),
            ("aws_iam_policy_attachment", "roles"),
        ] {
            out.extend(self.attached(role, kind, path, &["name"]).flat_map(attachments));
        }
        out
    }

    /// The policies that are written for `role`: inline, attached by reference, or in a resource of their own.
    pub fn policies_of<'a>(&'a self, role: &'a Resource) -> Vec<(&'a Resource, Policy<'a>)> {
        let mut out: Vec<_> = identity_policies(role).into_iter().map(|p| (role, p)).collect();
        for inline in self.attached(role, "aws_iam_role_policy", "role", &["name"]) {
            out.extend(identity_policies(inline).into_iter().map(|p| (inline, p)));
        }
        let attached = self
            .attached(role, "aws_iam_role_policy_attachment", "role", &["name"])
            .chain(self.attached(role, "aws_iam_policy_attachment", "roles", &["name"]));
        for policy in attached.flat_map(|a| self.targets(a, "policy_arn")) {
            out.extend(identity_policies(policy).into_iter().map(|p| (policy, p)));
        }
        out
    }

    /// The trust policy of `role`.
    pub fn trust_of<'a>(&self, role: &'a Resource) -> Option<Policy<'a>> {
        Policy::read(role.at("assume_role_policy"))
    }

    /// The roles of worker nodes: named by a node group, or holding the worker-node policy.
    pub fn is_node_role(&self, role: &Resource) -> bool {
        let named = |kind, path| self.attached(role, kind, path, &["arn"]).next().is_some();
        named("aws_eks_node_group", "node_role_arn")
            || self
                .managed_policies_of(role)
                .iter()
                .any(|a| a.name() == "AmazonEKSWorkerNodePolicy")
    }

    /// Is `document` (a policy document) judged where it is used?
    pub fn is_document_in_use(&self, document: &Resource) -> bool {
        &*document.kind == "data.aws_iam_policy_document" && self.is_used(document)
    }

    /// The role names that `resource` gives its policy to, by reference or as written.
    pub fn principals_of(&self, resource: &Resource) -> Vec<String> {
        let mut names = vec![];
        for path in
            ["role", "roles", "role_name", "user", "users", "group", "groups", "principal_arn"]
        {
            for target in self.targets(resource, path) {
                names.extend(
                    ["name", "arn"].iter().filter_map(|n| target.at(n).str().map(str::to_owned)),
                );
            }
            if let At::Set(node) = resource.at(path) {
                names.extend(
                    node.one_or_many().iter().filter_map(|n| n.as_str().map(str::to_owned)),
                );
            }
        }
        if &*resource.kind == "aws_iam_role" {
            names.extend(resource.at("name").str().map(str::to_owned));
        }
        names.sort();
        names.dedup();
        names
    }
}

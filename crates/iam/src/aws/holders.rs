//! Which policies a principal holds, directly and through groups, and which limit it.

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::managed;
use super::names::Names;
use super::policy::Policy;
use super::read;

/// The policies of one principal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holding {
    /// Identity policies.
    pub(crate) identity: Vec<Held>,
    /// Its permission boundary.
    pub(crate) boundary: Option<Held>,
    /// A policy that limits the session.
    pub(crate) session: Vec<Held>,
}

/// A policy, and where it is given to the principal.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) policy: Arc<Policy>,
    pub(crate) at: Option<Span>,
}

impl Held {
    /// This policy, of which it is not known whether it is held.
    pub(crate) fn doubted(&self, cause: &str) -> Self {
        let mut policy = (*self.policy).clone();
        for statement in &mut policy.statements {
            statement.open.get_or_insert_with(|| cause.into());
        }
        Self { policy: policy.into(), at: self.at }
    }
}

/// The types that give policies to principals: to which type, the attributes that name the principals and the policies.
/// `policy` and `inline_policy` are written in place, the others name managed ones.
pub(crate) const GIVING: [(&str, &str, &str, &str); 14] = [
    ("aws_iam_role", "aws_iam_role_policy", "role", "policy"),
    ("aws_iam_user", "aws_iam_user_policy", "user", "policy"),
    ("aws_iam_group", "aws_iam_group_policy", "group", "policy"),
    ("aws_iam_role", "aws_iam_role_policy_attachment", "role", "policy_arn"),
    ("aws_iam_role", "aws_iam_role_policy_attachments_exclusive", "role_name", "policy_arns"),
    ("aws_iam_role", "aws_iam_policy_attachment", "roles", "policy_arn"),
    ("aws_iam_user", "aws_iam_user_policy_attachment", "user", "policy_arn"),
    ("aws_iam_user", "aws_iam_user_policy_attachments_exclusive", "user_name", "policy_arns"),
    ("aws_iam_user", "aws_iam_policy_attachment", "users", "policy_arn"),
    ("aws_iam_group", "aws_iam_group_policy_attachment", "group", "policy_arn"),
    ("aws_iam_group", "aws_iam_group_policy_attachments_exclusive", "group_name", "policy_arns"),
    ("aws_iam_group", "aws_iam_policy_attachment", "groups", "policy_arn"),
    (
        "aws_ssoadmin_permission_set",
        "aws_ssoadmin_permission_set_inline_policy",
        "permission_set_arn",
        "inline_policy",
    ),
    (
        "aws_ssoadmin_permission_set",
        "aws_ssoadmin_managed_policy_attachment",
        "permission_set_arn",
        "managed_policy_arn",
    ),
];

/// What `resource` (a role, user or group) holds.
pub(crate) fn holding(names: &Names<'_>, resource: &Resource) -> Holding {
    let mut out = Holding { identity: own(names, resource), ..Holding::default() };
    if &*resource.kind == "aws_iam_user" {
        for group in groups(names.facts, resource) {
            out.identity.extend(own(names, group));
        }
    }
    let boundary = resource.at("permissions_boundary");
    if let At::Set(node) | At::Unknown(node) = boundary
        && !matches!(node.as_str(), Some(""))
    {
        out.boundary = managed_at(names, resource, node).into_iter().next();
    }
    if &*resource.kind == "aws_iam_service_linked_role" {
        let cause = format!("what the service gives {} is not in the files", resource.address);
        let what = format!("the policy of {}", resource.address);
        let policy = Policy::closed(&what, &cause, false, Some(resource.header));
        out.identity.push(Held { policy: policy.into(), at: Some(resource.header) });
    }
    if resource.kind.starts_with("data.") {
        let cause = format!("{} is looked up: its policies are not in the files", resource.address);
        let policy =
            Arc::new(Policy::closed(&resource.address, &cause, true, Some(resource.header)));
        out.identity.push(Held { policy, at: Some(resource.header) });
    }
    out
}

/// The policies that `holder` itself is given.
fn own(names: &Names<'_>, holder: &Resource) -> Vec<Held> {
    let kind = holder.kind.strip_prefix("data.").unwrap_or(&holder.kind);
    let mut out = vec![];
    for block in holder.blocks("inline_policy") {
        out.extend(held(names, holder, block.at("policy")));
    }
    if let At::Set(list) | At::Unknown(list) = holder.at("managed_policy_arns") {
        out.extend(managed_at(names, holder, list));
    }
    for (_, by, who, path) in GIVING.iter().filter(|(to, ..)| *to == kind) {
        for giver in naming(names.facts, holder, by, who) {
            out.extend(given(names, giver, path));
        }
    }
    out
}

/// The resources of type `by` whose attribute `who` names `holder`: by reference, by its name, or in a list of names.
fn naming<'a>(
    facts: &'a Facts,
    holder: &'a Resource,
    by: &'a str,
    who: &'a str,
) -> Vec<&'a Resource> {
    let mut out: Vec<&Resource> = facts.attached(holder, by, who, &["name"]).collect();
    let Some(name) = holder.at("name").str() else { return out };
    for giver in facts.resources(by).filter(|g| g.root == holder.root) {
        let listed = giver.at(who).list().iter().any(|n| n.as_str() == Some(name));
        if listed && !out.iter().any(|g| std::ptr::eq(*g, giver)) {
            out.push(giver);
        }
    }
    out
}

/// The policies that `giver` gives.
pub(crate) fn given(names: &Names<'_>, giver: &Resource, path: &str) -> Vec<Held> {
    if matches!(path, "policy" | "inline_policy") {
        return held(names, giver, giver.at(path)).into_iter().collect();
    }
    match giver.at(path) {
        At::Set(node) | At::Unknown(node) => managed_at(names, giver, node),
        At::Absent(_) => vec![],
    }
}

fn held(names: &Names<'_>, owner: &Resource, at: At<'_>) -> Option<Held> {
    let policy = read::policy(names, owner, at, &owner.address)?;
    Some(Held { policy: Arc::new(policy), at: Some(owner.header) })
}

/// The managed policies that `node` of `owner` names.
pub(crate) fn managed_at(names: &Names<'_>, owner: &Resource, node: &Node) -> Vec<Held> {
    let one = |node: &Node| {
        let pattern = names.pattern(owner, node);
        let policy = match (pattern.text.known(), &pattern.of) {
            (Some(arn), of) => {
                by_arn(names, owner, &arn, of.as_ref().map(|(_, address)| &**address))
            }
            (None, Some((root, address))) => by_address(names, root, address),
            (None, None) => {
                let cause = format!(
                    "which policy {} attaches is not known: {}",
                    owner.address,
                    node.cause()
                );
                Arc::new(Policy::closed(&owner.address, &cause, true, Some(node.span)))
            }
        };
        Held { policy, at: Some(node.span) }
    };
    match node.one_or_many() {
        [] if node.is_unknown() => vec![one(node)],
        items => items.iter().map(one).collect(),
    }
}

fn by_arn(names: &Names<'_>, owner: &Resource, arn: &str, address: Option<&str>) -> Arc<Policy> {
    let mut parts = arn.splitn(6, ':').skip(4);
    let (account, resource) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let name = arn.rsplit('/').next().unwrap_or(arn);
    if account == "aws" && resource.starts_with("policy/") {
        return once(names, name.to_owned(), || managed::policy(name));
    }
    if let Some(address) = address {
        return by_address(names, &owner.root, address);
    }
    by_name(names, owner, name).unwrap_or_else(|| {
        let cause = format!("the policy {arn} is not in the files");
        Arc::new(Policy::closed(arn, &cause, true, None))
    })
}

/// The policy called `name` that the root module of `owner` writes.
pub(crate) fn by_name(names: &Names<'_>, owner: &Resource, name: &str) -> Option<Arc<Policy>> {
    let mut written = names.facts.resources("aws_iam_policy").filter(|p| p.root == owner.root);
    let policy = written.find(|p| p.at("name").str() == Some(name))?;
    Some(by_address(names, &policy.root, &policy.address))
}

/// The policy that the resource at `address` writes or looks up.
pub(crate) fn by_address(names: &Names<'_>, root: &str, address: &str) -> Arc<Policy> {
    let Some((_, resource)) = names.find(root, address) else {
        let cause = format!("the policy {address} is not in the files");
        return Arc::new(Policy::closed(address, &cause, true, None));
    };
    if &*resource.kind == "data.aws_iam_policy" {
        let named = resource.at("arn").str().or_else(|| resource.at("name").str());
        let name = named.map(|n| n.rsplit('/').next().unwrap_or(n));
        let foreign = resource.at("arn").str().is_some_and(|a| !a.contains(":aws:policy/"));
        if let Some(name) = name.filter(|_| !foreign) {
            return once(names, name.to_owned(), || managed::policy(name));
        }
    }
    let unread = || {
        let cause = format!("what {address} allows is not in the files");
        Policy::closed(address, &cause, true, Some(resource.header))
    };
    once(names, format!("{root}|{address}"), || {
        let written = read::policy(names, resource, resource.at("policy"), address);
        Arc::new(written.unwrap_or_else(unread))
    })
}

/// The policy called `key`, read once.
fn once(names: &Names<'_>, key: String, read: impl FnOnce() -> Arc<Policy>) -> Arc<Policy> {
    if let Some(policy) = names.policies.borrow().get(&key) {
        return policy.clone();
    }
    let policy = read();
    names.policies.borrow_mut().insert(key, policy.clone());
    policy
}

/// The groups that `user` is a member of.
pub(crate) fn groups<'a>(facts: &'a Facts, user: &'a Resource) -> Vec<&'a Resource> {
    let mut out: Vec<&Resource> = vec![];
    for (kind, who, groups) in MEMBERSHIPS {
        for membership in naming(facts, user, kind, who) {
            out.extend(named_groups(facts, membership, groups));
        }
    }
    out.sort_by(|a, b| a.address.cmp(&b.address));
    out.dedup_by(|a, b| a.address == b.address);
    out
}

/// The types that put users into groups, and the attributes that name both.
pub(crate) const MEMBERSHIPS: [(&str, &str, &str); 2] = [
    ("aws_iam_user_group_membership", "user", "groups"),
    ("aws_iam_group_membership", "users", "group"),
];

fn named_groups<'a>(
    facts: &'a Facts,
    membership: &'a Resource,
    path: &'a str,
) -> Vec<&'a Resource> {
    let list = membership.at(path).list();
    let referred = |g: &Resource| {
        facts.targets(membership, path).any(|t| t.address == g.address)
            || g.at("name").str().is_some_and(|n| list.iter().any(|i| i.as_str() == Some(n)))
    };
    facts.resources("aws_iam_group").filter(|g| g.root == membership.root && referred(g)).collect()
}

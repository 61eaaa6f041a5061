//! Permission sets of IAM Identity Center: each becomes a role in the accounts that it is assigned to.
//!
//! Source: IAM Identity Center User Guide, "Permission sets"; the roles are called `AWSReservedSSO_NAME_...`.

use std::sync::Arc;

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use super::Aws;
use super::holders::{self, Held};
use super::names::Names;
use super::policy::Policy;
use crate::principal::{Principal, PrincipalKind};
use crate::text::Text;

impl Aws {
    /// Adds a principal for each account that a permission set is assigned to; one where no assignment says which.
    pub(super) fn permission_sets(&mut self, names: &Names<'_>, principals: &mut Vec<Principal>) {
        for (index, set) in names.facts.model.resources.iter().enumerate() {
            if set.kind.strip_prefix("data.").unwrap_or(&set.kind) != "aws_ssoadmin_permission_set"
            {
                continue;
            }
            let mut holding = holders::holding(names, set);
            holding.identity.extend(customer_policies(names, set));
            holding.boundary = boundary(names, set);
            let accounts = accounts(names, set);
            let several = accounts.len() > 1;
            for account in accounts {
                let id = self.add(principals, PrincipalKind::Role, index, names);
                self.holdings.insert(id, holding.clone());
                if let Some(principal) = principals.last_mut() {
                    principal.arn = role_arn(set, &account);
                    if several {
                        principal.address = format!("{} in {account}", set.address);
                    }
                }
                self.accounts.insert(id, account);
            }
        }
    }
}

fn accounts(names: &Names<'_>, set: &Resource) -> Vec<Text> {
    let all = names.facts.attached(
        set,
        "aws_ssoadmin_account_assignment",
        "permission_set_arn",
        &["arn"],
    );
    let target = |a: &Resource| match a.at("target_id") {
        At::Set(node) | At::Unknown(node) => Some(names.pattern(a, node).text),
        At::Absent(_) => None,
    };
    let mut accounts: Vec<Text> = all.filter_map(target).collect();
    accounts.sort();
    accounts.dedup();
    if accounts.is_empty() {
        let words = format!("{}|the account of {}", set.root, set.address);
        accounts.push(Text::hole(words));
    }
    accounts
}

fn role_arn(set: &Resource, account: &Text) -> Text {
    let name = match set.at("name").str() {
        Some(name) => Text::literal(name),
        None => Text::hole(format!("{}|name of {}", set.root, set.address)),
    };
    Text::literal("arn:aws:iam::")
        .then(account)
        .then(&Text::literal(":role/aws-reserved/sso.amazonaws.com/"))
        .then(&Text::hole("?the region of Identity Center is not known"))
        .then(&Text::literal("AWSReservedSSO_"))
        .then(&name)
        .then(&Text::literal("_"))
        .then(&Text::hole(format!("{}|suffix of {}", set.root, set.address)))
}

fn customer_policies(names: &Names<'_>, set: &Resource) -> Vec<Held> {
    const KIND: &str = "aws_ssoadmin_customer_managed_policy_attachment";
    let all = names.facts.attached(set, KIND, "permission_set_arn", &["arn"]);
    let path = "customer_managed_policy_reference";
    all.flat_map(|a| a.blocks(path).iter().map(move |b| by_reference(names, a, b))).collect()
}

fn boundary(names: &Names<'_>, set: &Resource) -> Option<Held> {
    const KIND: &str = "aws_ssoadmin_permissions_boundary_attachment";
    let attachment = names.facts.attached(set, KIND, "permission_set_arn", &["arn"]).next()?;
    let block = attachment.blocks("permissions_boundary").first()?;
    if let Some(arn) =
        block.get("managed_policy_arn").filter(|n| n.kind != ringfort_source::Kind::Null)
    {
        return holders::managed_at(names, attachment, arn).into_iter().next();
    }
    let reference = block.at("customer_managed_policy_reference").list().first()?;
    Some(by_reference(names, attachment, reference))
}

/// The policy that a reference by name means: it lies in the account that the set is assigned to.
fn by_reference(names: &Names<'_>, owner: &Resource, reference: &Node) -> Held {
    let node = reference.get("name");
    let name = node.and_then(Node::as_str);
    let referred = node.and_then(|n| names.pattern(owner, n).of);
    let found = match (name, referred) {
        (_, Some((root, address))) => Some(holders::by_address(names, &root, &address)),
        (Some(name), None) => holders::by_name(names, owner, name),
        (None, None) => None,
    };
    let unread = || {
        let cause = format!("the policy that {} names is not in the files", owner.address);
        Arc::new(Policy::closed(&owner.address, &cause, true, Some(owner.header)))
    };
    Held { policy: found.unwrap_or_else(unread), at: Some(owner.header) }
}

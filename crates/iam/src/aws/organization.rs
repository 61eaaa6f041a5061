//! What an organisation forbids: service control policies, and resource control policies.
//!
//! Source: AWS Organizations User Guide, "SCP evaluation" and "Resource control policies". The management account is
//! not limited by them. `FullAWSAccess` is attached to everything unless somebody takes it away.

use std::sync::Arc;

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

use super::names::Names;
use super::policy::{Effect, Pattern, Policy};
use super::{read, whom};
use crate::text::Text;
use crate::tri::Tri;

/// What limits an account.
#[derive(Debug, Default)]
pub(crate) struct Organization {
    limits: Vec<Limit>,
    units: Vec<Unit>,
}

/// A policy that is attached somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) policy: Arc<Policy>,
    /// Does it limit resources, not principals?
    pub(crate) on_resources: bool,
    /// Does it allow less than everything?
    pub(crate) is_list: bool,
    target: Pattern,
    /// The account that manages the organisation.
    manager: Text,
    pub(crate) at: Span,
}

/// An account or a unit, and what it lies in.
#[derive(Debug)]
struct Unit {
    id: Text,
    parent: Text,
}

impl Organization {
    pub(crate) fn derive(names: &Names<'_>) -> Self {
        let mut out = Self::default();
        for kind in ["aws_organizations_account", "aws_organizations_organizational_unit"] {
            for resource in names.facts.resources(kind) {
                let id = names.attribute(&resource.root, &resource.address, "id").text;
                let parent = match resource.at("parent_id") {
                    At::Set(node) | At::Unknown(node) => names.pattern(resource, node).text,
                    At::Absent(_) => Text::hole("?the parent is not known"),
                };
                out.units.push(Unit { id, parent });
            }
        }
        for attachment in names.facts.resources("aws_organizations_policy_attachment") {
            out.limits.extend(limits(names, attachment));
        }
        out
    }

    /// The policies that may limit the account, each with whether it does.
    pub(crate) fn limits_of<'a>(
        &'a self,
        account: &'a Text,
        on_resources: bool,
    ) -> impl Iterator<Item = (&'a Limit, Tri)> {
        self.limits.iter().filter(move |l| l.on_resources == on_resources).filter_map(move |l| {
            let applies = self.applies(l, account);
            (!applies.is_no()).then_some((l, applies))
        })
    }

    fn applies(&self, limit: &Limit, account: &Text) -> Tri {
        if *account == limit.manager {
            return Tri::No;
        }
        let mut here = account.clone();
        // Units lie at most five deep.
        for _ in 0..8 {
            if here == limit.target.text {
                return Tri::Yes;
            }
            let Some(unit) = self.units.iter().find(|u| u.id == here) else { break };
            here = unit.parent.clone();
        }
        let is_account = |t: &Text| {
            t.known().is_some_and(|t| t.len() == 12 && t.bytes().all(|b| b.is_ascii_digit()))
        };
        if is_account(&limit.target.text) {
            return whom::same_account(&limit.target.text, account);
        }
        Tri::unknown("whether the organisation's policy reaches the account is not known")
    }
}

fn limits(names: &Names<'_>, attachment: &Resource) -> Vec<Limit> {
    let (At::Set(target) | At::Unknown(target)) = attachment.at("target_id") else { return vec![] };
    let target = names.pattern(attachment, target);
    let policies = names.facts.targets(attachment, "policy_id");
    let limit = |resource: &Resource| {
        let kind = resource.at("type").str().unwrap_or("SERVICE_CONTROL_POLICY");
        let on_resources = match kind {
            "SERVICE_CONTROL_POLICY" => false,
            "RESOURCE_CONTROL_POLICY" => true,
            _ => return None,
        };
        let policy = read::policy(names, resource, resource.at("content"), &resource.address)?;
        let allows = |wide: bool| {
            policy.statements.iter().any(|s| s.effect == Effect::Allow && s.is_wide() == wide)
        };
        Some(Limit {
            is_list: allows(false) && !allows(true),
            policy: Arc::new(policy),
            on_resources,
            target: target.clone(),
            manager: names.account(resource),
            at: attachment.header,
        })
    };
    policies.filter_map(limit).collect()
}

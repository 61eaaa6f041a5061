//! Rights in Google Cloud: members of roles over the hierarchy of organisation, folders, projects and resources.
//!
//! Source: Google Cloud IAM documentation, "Policies", "Resource hierarchy": what is allowed above holds below.

mod bindings;
mod members;
mod places;

use std::collections::BTreeMap;

use ringfort_facts::Facts;

pub(crate) use places::attribute;

use crate::aws::Names;
use crate::decision::Decision;
use crate::principal::{Principal, PrincipalId, PrincipalKind};
use crate::scoped::{self, Chain, Grant, Roles};
use crate::text::Text;

/// The predefined roles that matter.
const ROLES: Roles = Roles(include_str!("../../data/google_roles.txt"));

/// What is known of Google Cloud.
#[derive(Debug, Default)]
pub(crate) struct Google {
    grants: Vec<Grant>,
    chains: BTreeMap<(Box<str>, Box<str>), Vec<Text>>,
    pub(crate) assets: Vec<Asset>,
    people: members::People,
}

/// A resource of Google Cloud.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    pub(crate) address: Box<str>,
    pub(crate) root: Box<str>,
    pub(crate) kind: Box<str>,
    pub(crate) index: usize,
    /// The service accounts that code in it runs as.
    pub(crate) accounts: Vec<PrincipalId>,
}

impl Google {
    pub(crate) fn derive(facts: &Facts, all: &mut Vec<Principal>) -> Self {
        let names = Names::new(facts);
        let mut google = Self { people: members::People::derive(&names, all), ..Self::default() };
        let google_kind = |k: &str| k.strip_prefix("data.").unwrap_or(k).starts_with("google_");
        for (index, resource) in
            facts.model.resources.iter().enumerate().filter(|(_, r)| google_kind(&r.kind))
        {
            let key = (resource.root.clone(), resource.address.as_str().into());
            google.chains.insert(key, places::chain(&names, resource));
            google.assets.push(Asset {
                address: resource.address.as_str().into(),
                root: resource.root.clone(),
                kind: resource.kind.clone(),
                index,
                accounts: google.people.runs_as(&names, resource),
            });
        }
        google.grants = bindings::grants(&names, &google.people);
        google
    }

    /// The place of `words`: an address, or `projects/NAME`, `folders/NUMBER`, `organizations/NUMBER`.
    pub(crate) fn chain(&self, root: &str, words: Option<&str>) -> Chain {
        let words = words.filter(|w| *w != "*")?;
        let exact = self.chains.get(&(root.into(), words.into()));
        let any =
            || self.chains.iter().find(|((_, address), _)| **address == *words).map(|(_, c)| c);
        Some(exact.or_else(any).cloned().unwrap_or_else(|| places::named(words)))
    }

    /// May `principal` do `action` there?
    pub(crate) fn decide(
        &self,
        principal: &Principal,
        root: &str,
        action: &str,
        words: Option<&str>,
    ) -> Decision {
        let chain = self.chain(root, words);
        scoped::decide(self.grants_of(principal).iter(), action, false, &chain)
    }

    /// What a principal is given: by itself, as one of everyone, as one of a domain; perhaps as one of a group.
    pub(crate) fn grants_of(&self, principal: &Principal) -> Vec<Grant> {
        let given = |g: &Grant| {
            let sure = self.people.includes(g.who, principal);
            (!sure.is_no()).then(|| Grant { sure: sure.and(|| g.sure.clone()), ..g.clone() })
        };
        self.grants.iter().filter_map(given).collect()
    }

    /// May `principal` do `action` at a project or above?
    pub(crate) fn decide_wide(&self, principal: &Principal, action: &str) -> Decision {
        let grants = self.grants_of(principal);
        scoped::decide(
            grants.iter().filter(|g| places::is_project_or_above(&g.scope)),
            action,
            false,
            &None,
        )
    }

    /// Is the principal the administrator of a project or more?
    pub(crate) fn is_admin(&self, principal: &Principal) -> Decision {
        let ask =
            |level| self.decide_wide(principal, &format!("resourcemanager.{level}.setIamPolicy"));
        ask("projects").or(|| ask("folders")).or(|| ask("organizations"))
    }

    /// Is it a principal that code or a person can act as?
    pub(crate) fn acts(kind: PrincipalKind) -> bool {
        matches!(
            kind,
            PrincipalKind::ServiceAccount
                | PrincipalKind::User
                | PrincipalKind::Group
                | PrincipalKind::External
        )
    }
}

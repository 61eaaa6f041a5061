//! Rights in Google Cloud: members of roles over the hierarchy of organisation, folders, projects and resources.
//!
//! Source: Google Cloud IAM documentation, "Policies", "Resource hierarchy": what is allowed above holds below.

mod bindings;
mod denials;
mod federation;
mod members;
mod places;

use std::collections::BTreeMap;

use ringfort_facts::Facts;

pub(crate) use places::attribute;

use crate::aws::Names;
use crate::decision::Decision;
use crate::principal::{Principal, PrincipalId, PrincipalKind};
use crate::scoped::{self, Chain, Federated, Grant, Roles};
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
    denials: Vec<denials::Denial>,
    /// Whoever is let in by tokens of another issuer.
    pub(crate) federated: Vec<Federated>,
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
        google.denials = denials::denials(&names);
        google.federated = federation::federated(&names, &google.people);
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
        self.decide_at(principal, self.grants_of(principal), action, &chain)
    }

    /// What `grants` give, after the deny policies. "Anywhere" means: at the place of one of them.
    fn decide_at(
        &self,
        principal: &Principal,
        grants: Vec<Grant>,
        action: &str,
        chain: &Chain,
    ) -> Decision {
        let after = |decision, chain: &Chain| {
            let member = self.people.member(principal);
            denials::after(&self.denials, principal, &member, action, chain, decision)
        };
        if chain.is_some() || self.denials.is_empty() {
            return after(scoped::decide(&grants, action, false, chain), chain);
        }
        let none = Decision::deny("no role that is given allows it", vec![]);
        grants.iter().fold(none, |best, grant| {
            best.or(|| {
                let given = scoped::decide(std::iter::once(grant), action, false, &None);
                after(given, &Some(self.above(&grant.scope)))
            })
        })
    }

    /// A place, and what lies above it as far as the files tell.
    fn above(&self, place: &Text) -> Vec<Text> {
        let found = self.chains.values().find_map(|chain| {
            let start = chain.iter().position(|p| p == place)?;
            chain.get(start..).map(<[Text]>::to_vec)
        });
        found.unwrap_or_else(|| vec![place.clone()])
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
        let mut grants = self.grants_of(principal);
        grants.retain(|g| places::is_project_or_above(&g.scope));
        self.decide_at(principal, grants, action, &None)
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

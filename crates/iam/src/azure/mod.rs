//! Rights in Azure: role assignments over scopes, access policies of key vaults.
//!
//! Source: Azure RBAC documentation, "Understand Azure role definitions", "Understand scope for Azure RBAC". Roles
//! add up; what one leaves out by `notActions` another may give. Files show no deny assignments.

mod assignments;
pub(crate) mod directory;
mod federation;
mod ids;
mod principals;
mod vaults;

use std::collections::BTreeMap;

use ringfort_facts::Facts;

pub(crate) use ids::attribute;

use crate::aws::Names;
use crate::decision::Decision;
use crate::principal::{Principal, PrincipalId};
use crate::scoped::{self, Chain, Federated, Grant, Roles};
use crate::text::{Case, Text};

/// The built-in roles that matter.
const ROLES: Roles = Roles(include_str!("../../data/azure_roles.txt"));

/// What is known of Azure.
#[derive(Debug, Default)]
pub(crate) struct Azure {
    grants: Vec<Grant>,
    /// By resource, its place and whatever that lies in.
    chains: BTreeMap<(Box<str>, Box<str>), Vec<Text>>,
    pub(crate) assets: Vec<Asset>,
    /// The groups that a principal is a member of.
    groups: BTreeMap<PrincipalId, Vec<PrincipalId>>,
    /// Whoever is let in by tokens of another issuer.
    pub(crate) federated: Vec<Federated>,
    /// Vaults whose data are ruled by access policies, not by roles.
    by_policy: Vec<(Box<str>, Box<str>)>,
}

/// A resource of Azure.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    pub(crate) address: Box<str>,
    pub(crate) root: Box<str>,
    pub(crate) kind: Box<str>,
    pub(crate) index: usize,
    /// The identities that code in it runs as.
    pub(crate) identities: Vec<PrincipalId>,
}

/// Operations on data: those that `actions` of a role do not give, whatever they say.
const DATA: &[&str] = &[
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*",
    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/*",
    "Microsoft.Storage/storageAccounts/tableServices/tables/entities/*",
    "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/*",
    "Microsoft.KeyVault/vaults/secrets/*/action",
    "Microsoft.KeyVault/vaults/secrets/delete",
    "Microsoft.KeyVault/vaults/keys/*/action",
    "Microsoft.KeyVault/vaults/certificates/*",
    "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/*",
    "Microsoft.ContainerService/managedClusters/namespaces/*",
    "Microsoft.ContainerService/managedClusters/secrets/*",
    "Microsoft.ContainerService/managedClusters/pods/*",
    "Microsoft.ContainerService/managedClusters/apps/*",
    "Microsoft.ContainerService/managedClusters/rbac.authorization.k8s.io/*",
    "Microsoft.EventHub/namespaces/messages/*",
    "Microsoft.ServiceBus/namespaces/messages/*",
    "Microsoft.AppConfiguration/configurationStores/keyValues/*",
    "Microsoft.CognitiveServices/accounts/OpenAI/*",
    "Microsoft.ContainerRegistry/registries/repositories/*",
    "Microsoft.Compute/virtualMachines/login/action",
    "Microsoft.Compute/virtualMachines/loginAsAdmin/action",
];

/// Is `action` an operation on data?
fn is_data(action: &str) -> bool {
    let action = Text::literal(action);
    DATA.iter().any(|p| Text::pattern(p).covers(&action, Case::Ignored).is_yes())
}

impl Azure {
    pub(crate) fn derive(facts: &Facts, all: &mut Vec<Principal>) -> Self {
        let names = Names::new(facts);
        let mut azure = Self::default();
        for (index, resource) in facts.model.resources.iter().enumerate() {
            let chain = match resource.kind.strip_prefix("data.").unwrap_or(&resource.kind) {
                kind if kind.starts_with("azurerm_") => ids::chain(&names, resource),
                kind if kind.starts_with("azuread_") => directory::chain(&names, resource),
                _ => continue,
            };
            let key = (resource.root.clone(), resource.address.as_str().into());
            azure.chains.insert(key, chain);
            azure.assets.push(Asset {
                address: resource.address.as_str().into(),
                root: resource.root.clone(),
                kind: resource.kind.clone(),
                index,
                identities: vec![],
            });
        }
        let people = principals::People::derive(&names, all);
        for asset in &mut azure.assets {
            if let Some(resource) = facts.model.resources.get(asset.index) {
                asset.identities = people.identities_of(&names, resource);
            }
        }
        azure.grants = assignments::grants(&names, &people);
        azure.by_policy = vaults::ruled_by_policies(facts);
        azure.grants.extend(vaults::grants(&names, &people));
        azure.grants.extend(directory::grants(&names, &people));
        azure.federated = federation::federated(&names, &people);
        azure.groups = people.groups(&names);
        azure
    }

    /// The place of `words`: an address, or an id. `None`: anywhere.
    pub(crate) fn chain(&self, root: &str, words: Option<&str>) -> Chain {
        let words = words.filter(|w| *w != "*")?;
        if words.starts_with('/') {
            return Some(ids::prefixes(&Text::literal(words)));
        }
        let exact = self.chains.get(&(root.into(), words.into()));
        let any =
            || self.chains.iter().find(|((_, address), _)| **address == *words).map(|(_, c)| c);
        Some(exact.or_else(any).cloned().unwrap_or_default())
    }

    /// May `principal` do `action` there?
    pub(crate) fn decide(
        &self,
        principal: PrincipalId,
        root: &str,
        action: &str,
        words: Option<&str>,
    ) -> Decision {
        let data = is_data(action);
        let chain = self.chain(root, words);
        let vault = data && words.is_some_and(|w| self.by_policy.iter().any(|(_, a)| **a == *w));
        scoped::decide(
            self.grants_of(principal).filter(|g| !vault || g.is_vault_policy()),
            action,
            data,
            &chain,
        )
    }

    /// What a principal is given, groups included.
    pub(crate) fn grants_of(&self, id: PrincipalId) -> impl Iterator<Item = &Grant> {
        let groups = self.groups.get(&id).map_or(&[][..], Vec::as_slice);
        self.grants.iter().filter(move |g| g.who == id || groups.contains(&g.who))
    }

    /// May `principal` do `action` at a subscription or above?
    pub(crate) fn decide_wide(&self, principal: PrincipalId, action: &str) -> Decision {
        let wide = |g: &&Grant| ids::is_subscription_or_above(&g.scope);
        scoped::decide(self.grants_of(principal).filter(wide), action, false, &None)
    }

    /// The scopes at which `principal` may do `action`, in words.
    pub(crate) fn scopes_of(&self, principal: PrincipalId, action: &str) -> Vec<String> {
        let gives = |g: &&Grant| !g.gives(action, false, &None).is_no();
        self.grants_of(principal).filter(gives).map(|g| g.scope.to_string()).collect()
    }

    /// Are the data of a vault ruled by its access policies?
    pub(crate) fn is_ruled_by_policies(&self, asset: &Asset) -> bool {
        self.by_policy
            .iter()
            .any(|(root, address)| *root == asset.root && *address == asset.address)
    }

    /// Is the principal the administrator of a subscription or more?
    pub(crate) fn is_admin(&self, id: PrincipalId) -> Decision {
        let ask = |action| self.decide_wide(id, action);
        ask("Microsoft.Any/any/write").and(|| ask("Microsoft.Authorization/roleAssignments/write"))
    }
}

impl Grant {
    /// Does an access policy of a vault give it?
    fn is_vault_policy(&self) -> bool {
        self.role.name.starts_with("access policy")
    }
}

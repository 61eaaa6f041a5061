//! Identities of Azure: managed identities, service principals, groups, users, and object ids that files only name.

use std::collections::BTreeMap;

use ringfort_facts::cloud::bare;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use crate::aws::Names;
use crate::principal::{Cloud, Principal, PrincipalId, PrincipalKind};
use crate::text::Text;

/// Who there is.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// By root module and address of the resource that has the identity; that of the kubelet apart.
    declared: BTreeMap<(Box<str>, String), PrincipalId>,
    /// By object id.
    literal: BTreeMap<String, PrincipalId>,
}

const KINDS: &[(&str, PrincipalKind)] = &[
    ("azurerm_user_assigned_identity", PrincipalKind::Identity),
    ("azuread_service_principal", PrincipalKind::Identity),
    ("azuread_group", PrincipalKind::Group),
    ("azuread_user", PrincipalKind::User),
    ("azurerm_client_config", PrincipalKind::User),
    ("azuread_client_config", PrincipalKind::User),
];

impl People {
    pub(crate) fn derive(names: &Names<'_>, all: &mut Vec<Principal>) -> Self {
        let mut people = Self::default();
        for (index, resource) in names.facts.model.resources.iter().enumerate() {
            let kind = resource.kind.strip_prefix("data.").unwrap_or(&resource.kind);
            let listed = KINDS.iter().find(|(k, _)| *k == kind).map(|(_, kind)| *kind);
            if let Some(kind) = listed {
                people.add(all, resource, index, kind, "");
            } else if kind.starts_with("azurerm_") && has_own_identity(resource) {
                people.add(all, resource, index, PrincipalKind::Identity, "");
            }
            if kind == "azurerm_kubernetes_cluster" {
                people.add(all, resource, index, PrincipalKind::Identity, KUBELET);
            }
        }
        people.strangers(names, all);
        people
    }

    fn add(
        &mut self,
        all: &mut Vec<Principal>,
        resource: &Resource,
        index: usize,
        kind: PrincipalKind,
        part: &str,
    ) {
        let id = PrincipalId(all.len() as u32);
        let address = format!("{}{part}", resource.address);
        let hole = Text::hole(format!("{}|object id of {address}", resource.root));
        let name = ["name", "display_name", "user_principal_name"]
            .iter()
            .find_map(|n| resource.at(n).str());
        all.push(Principal {
            id,
            cloud: Cloud::Azure,
            kind,
            address: address.clone(),
            root: resource.root.clone(),
            name: name.filter(|_| part.is_empty()).map(str::to_owned),
            arn: resource.at("object_id").str().map_or(hole, Text::literal),
            at: resource.header,
            resource: Some(index),
        });
        self.declared.insert((resource.root.clone(), address), id);
    }

    /// Object ids that assignments name as they are.
    fn strangers(&mut self, names: &Names<'_>, all: &mut Vec<Principal>) {
        for (kind, path) in [
            ("azurerm_role_assignment", "principal_id"),
            ("azurerm_key_vault_access_policy", "object_id"),
        ] {
            for resource in names.facts.resources(kind) {
                let Some(object) = resource.at(path).str() else { continue };
                if self.literal.contains_key(object) {
                    continue;
                }
                let id = PrincipalId(all.len() as u32);
                let kind = match resource.at("principal_type").str() {
                    Some("User") => PrincipalKind::User,
                    Some("Group") => PrincipalKind::Group,
                    Some("ServicePrincipal") => PrincipalKind::Identity,
                    _ => PrincipalKind::External,
                };
                all.push(Principal {
                    id,
                    cloud: Cloud::Azure,
                    kind,
                    address: object.to_owned(),
                    root: "".into(),
                    name: None,
                    arn: Text::literal(object),
                    at: resource.at(path).span(),
                    resource: None,
                });
                self.literal.insert(object.to_owned(), id);
            }
        }
    }

    /// Who the object id at `node` of `owner` is.
    pub(crate) fn who(
        &self,
        names: &Names<'_>,
        owner: &Resource,
        node: &Node,
    ) -> Option<PrincipalId> {
        if let Some(id) = node.as_str().and_then(|object| self.literal.get(object)) {
            return Some(*id);
        }
        let (root, address) = names.pattern(owner, node).of?;
        let part = if node.cause().contains("kubelet_identity") { KUBELET } else { "" };
        let key = |address: &str| (root.clone(), format!("{address}{part}"));
        let exact = self.declared.get(&key(&address));
        let like = || {
            self.declared
                .iter()
                .find(|((r, a), _)| *r == root && bare(a) == format!("{}{part}", bare(&address)))
        };
        exact.copied().or_else(|| like().map(|(_, id)| *id))
    }

    /// The identities that `resource` runs as: its own, and those that are assigned to it.
    pub(crate) fn identities_of(&self, names: &Names<'_>, resource: &Resource) -> Vec<PrincipalId> {
        let own = self.declared.get(&(resource.root.clone(), resource.address.clone()));
        let mut out: Vec<PrincipalId> =
            own.filter(|_| has_own_identity(resource)).copied().into_iter().collect();
        for target in names
            .facts
            .targets(resource, "identity")
            .filter(|t| t.kind.ends_with("azurerm_user_assigned_identity"))
        {
            out.extend(self.declared.get(&(target.root.clone(), target.address.clone())));
        }
        out
    }

    /// Members of groups, by member.
    pub(crate) fn groups(&self, names: &Names<'_>) -> BTreeMap<PrincipalId, Vec<PrincipalId>> {
        let mut out: BTreeMap<PrincipalId, Vec<PrincipalId>> = BTreeMap::new();
        for group in names.facts.resources("azuread_group") {
            let Some(id) = self.declared.get(&(group.root.clone(), group.address.clone())) else {
                continue;
            };
            if let At::Set(members) = group.at("members") {
                for member in members.one_or_many().iter().filter_map(|n| self.who(names, group, n))
                {
                    out.entry(member).or_default().push(*id);
                }
            }
        }
        for link in names.facts.resources("azuread_group_member") {
            let at = |path| match link.at(path) {
                At::Set(node) | At::Unknown(node) => self.who(names, link, node),
                At::Absent(_) => None,
            };
            if let (Some(group), Some(member)) = (at("group_object_id"), at("member_object_id")) {
                out.entry(member).or_default().push(group);
            }
        }
        out
    }
}

/// What stands behind the address of a cluster for the identity of its nodes.
const KUBELET: &str = ".kubelet_identity";

fn has_own_identity(resource: &Resource) -> bool {
    resource.at("identity").key("type").str().is_some_and(|t| t.contains("SystemAssigned"))
}

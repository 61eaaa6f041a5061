//! Identities of Azure: managed identities, service principals, groups, users, and object ids that files only name.

use std::collections::BTreeMap;

use ringfort_facts::cloud::bare;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use crate::aws::Names;
use crate::principal::{Cloud, Principal, PrincipalId, PrincipalKind};
use crate::text::Text;
use crate::undeclared::{in_words, key};

/// Who there is.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// By root module and address of the resource that has the identity; that of the kubelet apart.
    declared: BTreeMap<(Box<str>, String), PrincipalId>,
    /// By object id.
    literal: BTreeMap<String, PrincipalId>,
    /// By root module and what is known of the object id.
    open: BTreeMap<(Box<str>, Text), PrincipalId>,
}

/// The types that give rights to, or make a member of, whoever an attribute names by object id.
const NAMING: [(&str, &str); 14] = [
    ("azuread_directory_role_member", "member_object_id"),
    ("azuread_application", "owners"),
    ("azuread_service_principal", "owners"),
    ("azuread_group", "owners"),
    ("azurerm_role_assignment", "principal_id"),
    ("azurerm_pim_active_role_assignment", "principal_id"),
    ("azurerm_pim_eligible_role_assignment", "principal_id"),
    ("azurerm_marketplace_role_assignment", "principal_id"),
    ("azurerm_key_vault_access_policy", "object_id"),
    ("azuread_group_member", "group_object_id"),
    ("azuread_group_member", "member_object_id"),
    ("azuread_directory_role_assignment", "principal_object_id"),
    ("azuread_directory_role_eligibility_schedule_request", "principal_id"),
    ("azuread_app_role_assignment", "principal_object_id"),
];

/// Identities that the add-ons of a cluster get of their own.
const ADDONS: [&str; 6] = [
    "key_vault_secrets_provider",
    "ingress_application_gateway",
    "oms_agent",
    "aci_connector_linux",
    "web_app_routing",
    "azure_policy",
];

/// The add-on whose identity an attribute of a cluster is.
fn addon(names: &Names<'_>, node: &Node) -> Option<&'static str> {
    let source = names.facts.sources.text(node.span);
    let named = |part: &str| {
        let part = format!(".{part}");
        node.is_unknown() && (node.cause().contains(&part) || source.contains(&part))
    };
    ADDONS.into_iter().find(|part| named(part))
}

const OWNABLE: [&str; 3] = ["azuread_application", "azuread_service_principal", "azuread_group"];

/// The values at an attribute, one or many; a whole that is not known is one.
pub(crate) fn nodes(at: At<'_>) -> &[Node] {
    match at {
        At::Set(node) => node.one_or_many(),
        At::Unknown(node) => std::slice::from_ref(node),
        At::Absent(_) => &[],
    }
}

fn kind_of(owner: &Resource) -> PrincipalKind {
    match owner.at("principal_type").str() {
        Some("User") => PrincipalKind::User,
        Some("Group") => PrincipalKind::Group,
        Some("ServicePrincipal") => PrincipalKind::Identity,
        _ => PrincipalKind::External,
    }
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
            undeclared: None,
        });
        self.declared.insert((resource.root.clone(), address), id);
    }

    /// Whoever is named as the holder of rights, or as a member of a group, and is not declared: by an object id as it is,
    /// or by a value that is not known.
    fn strangers(&mut self, names: &Names<'_>, all: &mut Vec<Principal>) {
        for (kind, path) in NAMING {
            for resource in names.facts.resources(kind) {
                for node in nodes(resource.at(path)) {
                    self.stranger(names, all, resource, node);
                }
            }
        }
        for vault in names.facts.resources("azurerm_key_vault") {
            for node in vault.blocks("access_policy").iter().filter_map(|b| b.get("object_id")) {
                self.stranger(names, all, vault, node);
            }
        }
    }

    fn stranger(
        &mut self,
        names: &Names<'_>,
        all: &mut Vec<Principal>,
        owner: &Resource,
        node: &Node,
    ) {
        // Who is not known of the owners of a group would go by the group's address.
        let nameless = node.as_str().is_none() && OWNABLE.contains(&&*owner.kind);
        if self.who(names, owner, node).is_some() || nameless {
            return;
        }
        let pattern = names.pattern(owner, node);
        let object = node.as_str();
        let part = addon(names, node);
        let (address, arn, undeclared) = match (object, &pattern.of, part) {
            (Some(object), ..) => (object.to_owned(), Text::literal(object), None),
            (None, Some((_, cluster)), Some(part)) => {
                (format!("{cluster}.{part}"), key(pattern.text, owner), None)
            }
            _ => {
                let cause = format!(
                    "whom {} names is not known: {}",
                    owner.address,
                    in_words(&pattern.text)
                );
                (owner.address.clone(), key(pattern.text, owner), Some(cause.into()))
            }
        };
        let id = PrincipalId(all.len() as u32);
        match object {
            Some(object) => self.literal.insert(object.to_owned(), id),
            None => self.open.insert((owner.root.clone(), arn.clone()), id),
        };
        let root = if object.is_some() { "".into() } else { owner.root.clone() };
        all.push(Principal {
            id,
            cloud: Cloud::Azure,
            kind: kind_of(owner),
            address,
            root,
            name: None,
            arn,
            at: node.span,
            resource: None,
            undeclared,
        });
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
        let pattern = names.pattern(owner, node);
        let open = (owner.root.clone(), key(pattern.text, owner));
        if let Some(id) = self.open.get(&open) {
            return Some(*id);
        }
        let (root, address) = pattern.of.filter(|_| addon(names, node).is_none())?;
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

    /// The principal that `resource` declares.
    pub(crate) fn declared_by(&self, resource: &Resource) -> Option<PrincipalId> {
        self.declared.get(&(resource.root.clone(), resource.address.clone())).copied()
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

//! Ids of Azure: where a resource lies.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::At;

use crate::aws::Names;
use crate::text::{Piece, Text};

/// Attributes that name what a resource lies in, nearest first.
const PARENTS: &[&str] = &[
    "storage_account_id",
    "storage_container_id",
    "key_vault_id",
    "server_id",
    "kubernetes_cluster_id",
    "virtual_machine_id",
    "namespace_id",
    "eventhub_namespace_id",
    "cosmosdb_account_id",
    "data_factory_id",
    "container_registry_id",
];

/// Types of resources in ids, for those whose ids people write.
const TYPES: &[(&str, &str)] = &[
    ("azurerm_storage_account", "Microsoft.Storage/storageAccounts"),
    ("azurerm_key_vault", "Microsoft.KeyVault/vaults"),
    ("azurerm_kubernetes_cluster", "Microsoft.ContainerService/managedClusters"),
    ("azurerm_container_registry", "Microsoft.ContainerRegistry/registries"),
    ("azurerm_linux_virtual_machine", "Microsoft.Compute/virtualMachines"),
    ("azurerm_windows_virtual_machine", "Microsoft.Compute/virtualMachines"),
    ("azurerm_user_assigned_identity", "Microsoft.ManagedIdentity/userAssignedIdentities"),
    ("azurerm_mssql_server", "Microsoft.Sql/servers"),
    ("azurerm_virtual_network", "Microsoft.Network/virtualNetworks"),
    ("azurerm_cosmosdb_account", "Microsoft.DocumentDB/databaseAccounts"),
];

/// The chain of places of `resource`: itself, what it lies in, up to the tenant.
pub(crate) fn chain(names: &Names<'_>, resource: &Resource) -> Vec<Text> {
    let id = id(names, resource, 0);
    let mut out = prefixes(&id);
    out.extend(groups_above(names, resource));
    out
}

/// The beginnings of an id that are ids themselves, the longest first, and the tenant's root at last.
pub(crate) fn prefixes(id: &Text) -> Vec<Text> {
    let mut out = vec![id.clone()];
    let cuts: Vec<usize> =
        id.0.iter()
            .enumerate()
            .filter(|(i, p)| *i > 0 && **p == Piece::Lit('/'))
            .map(|(i, _)| i)
            .collect();
    for cut in cuts.into_iter().rev() {
        out.push(Text(id.0.iter().take(cut).cloned().collect()));
    }
    out.push(Text::literal("/"));
    out
}

/// The id of `resource`.
pub(crate) fn id(names: &Names<'_>, resource: &Resource, depth: u8) -> Text {
    if let Some(id) = resource.at("id").str() {
        return Text::literal(id);
    }
    let own = || Text::hole(format!("{}|name of {}", resource.root, resource.address));
    let name = || text_at(names, resource, "name").unwrap_or_else(own);
    let slash = Text::literal("/");
    let kind = resource.kind.strip_prefix("data.").unwrap_or(&resource.kind);
    match kind {
        "azurerm_subscription" | "azurerm_client_config" => {
            return Text::literal("/subscriptions/").then(&subscription(names, resource));
        }
        "azurerm_management_group" => {
            return Text::literal("/providers/Microsoft.Management/managementGroups/")
                .then(&name());
        }
        "azurerm_resource_group" => {
            return Text::literal("/subscriptions/")
                .then(&subscription(names, resource))
                .then(&Text::literal("/resourceGroups/"))
                .then(&name());
        }
        _ => {}
    }
    let parent =
        PARENTS.iter().find_map(|path| text_at(names, resource, path)).filter(|_| depth < 8);
    let parent = parent.unwrap_or_else(|| group(names, resource));
    let named = TYPES.iter().find(|(k, _)| *k == kind);
    let kind = named.map_or_else(|| Text::literal(kind), |(_, t)| Text::literal(t));
    parent.then(&Text::literal("/providers/")).then(&kind).then(&slash).then(&name())
}

/// The id of the resource group that `resource` lies in.
fn group(names: &Names<'_>, resource: &Resource) -> Text {
    let subscription = Text::literal("/subscriptions/").then(&subscription(names, resource));
    let name = text_at(names, resource, "resource_group_name");
    let hole = || Text::hole(format!("{}|resource group of {}", resource.root, resource.address));
    subscription.then(&Text::literal("/resourceGroups/")).then(&name.unwrap_or_else(hole))
}

pub(crate) fn text_at(names: &Names<'_>, resource: &Resource, path: &str) -> Option<Text> {
    match resource.at(path) {
        At::Set(node) | At::Unknown(node) => {
            Some(names.pattern(resource, node).text.without_wildcards())
        }
        At::Absent(_) => None,
    }
}

/// The subscription of `resource`: that of its provider.
fn subscription(names: &Names<'_>, resource: &Resource) -> Text {
    if resource.kind.ends_with("azurerm_subscription")
        && let Some(id) = text_at(names, resource, "subscription_id")
    {
        return id;
    }
    let wanted =
        resource.at("provider").str().and_then(|a| a.split_once('.')).map(|(_, alias)| alias);
    let mut providers =
        names.facts.resources("provider.azurerm").filter(|p| p.root == resource.root);
    let provider = providers.find(|p| p.at("alias").str() == wanted);
    if let Some(id) = provider.and_then(|p| text_at(names, p, "subscription_id")) {
        return id;
    }
    Text::hole(format!("subscription:{}:{}|the subscription", resource.root, wanted.unwrap_or("")))
}

/// Management groups above the subscription of `resource`, as far as the files put it there.
fn groups_above(names: &Names<'_>, resource: &Resource) -> Vec<Text> {
    let own = subscription(names, resource);
    let mut out = vec![];
    for group in
        names.facts.resources("azurerm_management_group").filter(|g| g.root == resource.root)
    {
        let listed = match group.at("subscription_ids") {
            At::Set(list) => list.one_or_many().iter().any(|n| names.pattern(group, n).text == own),
            _ => false,
        };
        let link = |r: &Resource| {
            names.facts.targets(r, "management_group_id").any(|t| t.address == group.address)
                && text_at(names, r, "subscription_id").is_some_and(|id| {
                    id == own || id == Text::literal("/subscriptions/").then(&own)
                })
        };
        let linked =
            names.facts.resources("azurerm_management_group_subscription_association").any(link);
        if listed || linked {
            let mut here = Some(group);
            // Management groups lie at most six deep.
            for _ in 0..8 {
                let Some(group) = here else { break };
                out.push(id(names, group, 0));
                here = names.facts.targets(group, "parent_management_group_id").next();
            }
        }
    }
    out
}

/// Is the scope a subscription, a management group, or everything?
pub(crate) fn is_subscription_or_above(scope: &Text) -> bool {
    let slashes = scope.0.iter().filter(|p| **p == Piece::Lit('/')).count();
    let above = scope.after(&Text::literal("/providers/Microsoft.Management/")).is_some();
    above || (slashes <= 2 && !scope.has_hole_only())
}

/// What an attribute of a resource of Azure is, where it is part of an id.
pub(crate) fn attribute(names: &Names<'_>, resource: &Resource, attribute: &str) -> Option<Text> {
    let kind = resource.kind.strip_prefix("data.").unwrap_or(&resource.kind);
    match (kind, attribute) {
        ("azurerm_client_config" | "azurerm_subscription", "subscription_id") => {
            Some(subscription(names, resource))
        }
        ("azurerm_client_config" | "azurerm_role_definition", _) => None,
        (kind, "id" | "resource_manager_id") if kind.starts_with("azurerm_") => {
            Some(id(names, resource, 1))
        }
        (kind, "name") if kind.starts_with("azurerm_") => match resource.text("name", "") {
            Value::Set(name, _) => Some(Text::literal(&name)),
            _ => None,
        },
        _ => None,
    }
}

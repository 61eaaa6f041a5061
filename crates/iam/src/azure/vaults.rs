//! Access policies of key vaults.
//!
//! Source: Azure Key Vault documentation, "Azure RBAC versus access policies": a vault has one of both models.

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::ids;
use super::principals::People;
use crate::aws::Names;
use crate::scoped::{Grant, Role};
use crate::text::Text;
use crate::tri::Tri;

/// Permissions of access policies as operations on data: attribute, permission, operation.
const OPERATIONS: &[(&str, &str, &str)] = &[
    ("secret_permissions", "get", "Microsoft.KeyVault/vaults/secrets/getSecret/action"),
    ("secret_permissions", "list", "Microsoft.KeyVault/vaults/secrets/readMetadata/action"),
    ("secret_permissions", "set", "Microsoft.KeyVault/vaults/secrets/setSecret/action"),
    ("secret_permissions", "delete", "Microsoft.KeyVault/vaults/secrets/delete"),
    ("key_permissions", "decrypt", "Microsoft.KeyVault/vaults/keys/decrypt/action"),
    ("key_permissions", "encrypt", "Microsoft.KeyVault/vaults/keys/encrypt/action"),
    ("key_permissions", "sign", "Microsoft.KeyVault/vaults/keys/sign/action"),
    ("key_permissions", "unwrapkey", "Microsoft.KeyVault/vaults/keys/unwrap/action"),
    ("certificate_permissions", "get", "Microsoft.KeyVault/vaults/certificates/read"),
];

/// The vaults whose data are ruled by access policies.
pub(crate) fn ruled_by_policies(facts: &Facts) -> Vec<(Box<str>, Box<str>)> {
    let by_policy = |v: &&Resource| {
        ["rbac_authorization_enabled", "enable_rbac_authorization"]
            .iter()
            .all(|path| v.bool(path, false).is(&false))
    };
    let vaults = facts.resources("azurerm_key_vault").filter(by_policy);
    vaults.map(|v| (v.root.clone(), v.address.as_str().into())).collect()
}

/// What access policies give.
pub(crate) fn grants(names: &Names<'_>, people: &People) -> Vec<Grant> {
    let mut out = vec![];
    for vault in names.facts.resources("azurerm_key_vault") {
        for block in vault.blocks("access_policy") {
            out.extend(grant(names, people, vault, vault, block, block.span));
        }
    }
    for policy in names.facts.resources("azurerm_key_vault_access_policy") {
        for vault in names.facts.targets(policy, "key_vault_id") {
            out.extend(grant(names, people, policy, vault, &policy.attrs, policy.header));
        }
    }
    out
}

fn grant(
    names: &Names<'_>,
    people: &People,
    owner: &Resource,
    vault: &Resource,
    block: &Node,
    at: Span,
) -> Option<Grant> {
    let who = people.who(names, owner, block.get("object_id")?)?;
    let mut role =
        Role { name: format!("access policy of {}", vault.address).into(), ..Role::default() };
    for (path, permission, operation) in OPERATIONS {
        match block.at(path) {
            At::Set(list) => {
                let given = |n: &Node| {
                    n.as_str().is_some_and(|p| {
                        p.eq_ignore_ascii_case(permission) || p.eq_ignore_ascii_case("all")
                    })
                };
                if list.one_or_many().iter().any(given) {
                    role.has_data.push(Text::literal(operation));
                }
            }
            At::Unknown(node) => role.open = Some(node.cause().into()),
            At::Absent(_) => {}
        }
    }
    Some(Grant {
        who,
        role: Arc::new(role),
        scope: ids::id(names, vault, 0),
        sure: Tri::Yes,
        what: owner.address.as_str().into(),
        at,
    })
}

//! Decisions in Azure, by the documentation of Azure RBAC: "Understand role definitions", "Understand scope", "Key
//! Vault: RBAC versus access policies".
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

mod common;

use common::check;

/// An identity `app` with these assignments, in a group with a storage account and a vault.
fn given(extra: &str) -> String {
    format!(
        r#"
provider "azurerm" {{
  subscription_id = "00000000-0000-0000-0000-000000000001"
}}
data "azurerm_subscription" "current" {{}}
resource "azurerm_resource_group" "rg" {{
  name     = "rg"
  location = "westeurope"
}}
resource "azurerm_resource_group" "other" {{
  name     = "other"
  location = "westeurope"
}}
resource "azurerm_storage_account" "data" {{
  name                = "data"
  resource_group_name = azurerm_resource_group.rg.name
}}
resource "azurerm_storage_account" "far" {{
  name                = "far"
  resource_group_name = azurerm_resource_group.other.name
}}
resource "azurerm_key_vault" "rbac" {{
  name                       = "rbac"
  resource_group_name        = azurerm_resource_group.rg.name
  rbac_authorization_enabled = true
}}
resource "azurerm_key_vault" "policies" {{
  name                = "policies"
  resource_group_name = azurerm_resource_group.rg.name
}}
resource "azurerm_user_assigned_identity" "app" {{
  name                = "app"
  resource_group_name = azurerm_resource_group.rg.name
}}
{extra}
"#
    )
}

fn assignment(scope: &str, role: &str, more: &str) -> String {
    given(&format!(
        "resource \"azurerm_role_assignment\" \"a\" {{\n  scope = {scope}\n  {role}\n  principal_id = azurerm_user_assigned_identity.app.principal_id\n  {more}\n}}\n"
    ))
}

const APP: &str = "azurerm_user_assigned_identity.app";
const DATA: &str = "azurerm_storage_account.data";
const BLOB: &str = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";
const ASSIGN: &str = "Microsoft.Authorization/roleAssignments/write";

#[test]
fn built_in_roles_over_scopes() {
    let group = "azurerm_resource_group.rg.id";
    check(
        &assignment(group, r#"role_definition_name = "Contributor""#, ""),
        &[
            (
                APP,
                "Microsoft.Storage/storageAccounts/listKeys/action",
                DATA,
                "allow",
                "a role at a group holds for what is in it",
            ),
            (
                APP,
                "Microsoft.Storage/storageAccounts/listKeys/action",
                "azurerm_storage_account.far",
                "deny",
                "another group",
            ),
            (APP, ASSIGN, DATA, "deny", "notActions of Contributor"),
            (APP, BLOB, DATA, "deny", "actions do not give operations on data"),
            (
                APP,
                "Microsoft.Storage/storageAccounts/delete",
                "-",
                "allow",
                "there is one that it may delete",
            ),
        ],
    );
    check(
        &assignment(
            "data.azurerm_subscription.current.id",
            r#"role_definition_name = "Owner""#,
            "",
        ),
        &[
            (APP, ASSIGN, DATA, "allow", "Owner at the subscription"),
            (
                APP,
                ASSIGN,
                "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/any",
                "allow",
                "an id below the scope",
            ),
            (
                APP,
                ASSIGN,
                "/subscriptions/00000000-0000-0000-0000-000000000002",
                "deny",
                "another subscription",
            ),
            (APP, BLOB, DATA, "deny", "Owner has no dataActions"),
        ],
    );
    check(
        &assignment(
            "azurerm_storage_account.data.id",
            r#"role_definition_name = "Storage Blob Data Reader""#,
            "",
        ),
        &[
            (APP, BLOB, DATA, "allow", "dataActions at the account"),
            (
                APP,
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write",
                DATA,
                "deny",
                "a reader does not write",
            ),
            (APP, BLOB, "azurerm_storage_account.far", "deny", "another account"),
        ],
    );
    check(
        &assignment(
            group,
            r#"role_definition_id = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7""#,
            "",
        ),
        &[
            (APP, "Microsoft.Storage/storageAccounts/read", DATA, "allow", "Reader by its id"),
            (APP, "Microsoft.Storage/storageAccounts/write", DATA, "deny", "Reader does not write"),
        ],
    );
    check(
        &assignment(group, r#"role_definition_name = "Something Rare""#, ""),
        &[(
            APP,
            "Microsoft.Storage/storageAccounts/read",
            DATA,
            "unknown",
            "a role that is not listed is not known",
        )],
    );
    check(
        &assignment(group, r#"role_definition_name = "Owner""#, r#"condition = "x""#),
        &[(APP, ASSIGN, DATA, "unknown", "a condition is not evaluated")],
    );
}

#[test]
fn custom_roles_add_up() {
    let hcl = assignment(
        "azurerm_resource_group.rg.id",
        "role_definition_id = azurerm_role_definition.ops.role_definition_resource_id",
        "",
    ) + r#"
resource "azurerm_role_definition" "ops" {
  name  = "ops"
  scope = data.azurerm_subscription.current.id
  permissions {
    actions     = ["Microsoft.Storage/*"]
    not_actions = ["Microsoft.Storage/storageAccounts/delete"]
  }
}
resource "azurerm_role_assignment" "b" {
  scope                = azurerm_storage_account.data.id
  role_definition_name = "Contributor"
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}
"#;
    check(
        &hcl,
        &[
            (
                APP,
                "Microsoft.Storage/storageAccounts/write",
                DATA,
                "allow",
                "actions of the custom role",
            ),
            (
                APP,
                "Microsoft.Storage/storageAccounts/delete",
                DATA,
                "allow",
                "notActions is no deny: another role gives it",
            ),
            (
                APP,
                "Microsoft.Compute/virtualMachines/write",
                "azurerm_resource_group.rg",
                "deny",
                "outside of its actions",
            ),
        ],
    );
}

#[test]
fn vaults_have_one_model() {
    let secret = "Microsoft.KeyVault/vaults/secrets/getSecret/action";
    check(
        &assignment(
            "azurerm_resource_group.rg.id",
            r#"role_definition_name = "Key Vault Secrets User""#,
            "",
        ),
        &[
            (APP, secret, "azurerm_key_vault.rbac", "allow", "a vault under Azure RBAC"),
            (
                APP,
                secret,
                "azurerm_key_vault.policies",
                "deny",
                "roles do not open a vault under access policies",
            ),
        ],
    );
    let policy = given(
        r#"
resource "azurerm_key_vault_access_policy" "p" {
  key_vault_id       = azurerm_key_vault.policies.id
  object_id          = azurerm_user_assigned_identity.app.principal_id
  secret_permissions = ["Get", "List"]
}
"#,
    );
    check(
        &policy,
        &[
            (APP, secret, "azurerm_key_vault.policies", "allow", "an access policy with Get"),
            (
                APP,
                "Microsoft.KeyVault/vaults/secrets/setSecret/action",
                "azurerm_key_vault.policies",
                "deny",
                "without Set",
            ),
        ],
    );
}

#[test]
fn management_groups_and_system_identities() {
    let hcl = given(
        r#"
resource "azurerm_management_group" "root" {
  name             = "root"
  subscription_ids = ["00000000-0000-0000-0000-000000000001"]
}
resource "azurerm_linux_virtual_machine" "vm" {
  name                = "vm"
  resource_group_name = azurerm_resource_group.rg.name
  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_role_assignment" "a" {
  scope                = azurerm_management_group.root.id
  role_definition_name = "Reader"
  principal_id         = azurerm_linux_virtual_machine.vm.identity[0].principal_id
}
"#,
    );
    check(
        &hcl,
        &[
            (
                "azurerm_linux_virtual_machine.vm",
                "Microsoft.Storage/storageAccounts/read",
                DATA,
                "allow",
                "a management group holds the subscription",
            ),
            (
                "azurerm_linux_virtual_machine.vm",
                "Microsoft.Storage/storageAccounts/write",
                DATA,
                "deny",
                "Reader does not write",
            ),
            (APP, "Microsoft.Storage/storageAccounts/read", DATA, "deny", "another identity"),
        ],
    );
}

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
fn conditions_within_roles() {
    check(
        &assignment(
            "azurerm_resource_group.rg.id",
            r#"role_definition_name = "Key Vault Data Access Administrator""#,
            "",
        ),
        &[
            (APP, ASSIGN, DATA, "unknown", "its own condition admits roles of key vaults alone"),
            (
                APP,
                "Microsoft.Resources/subscriptions/resourceGroups/read",
                "azurerm_resource_group.rg",
                "allow",
                "and reads groups",
            ),
        ],
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

#[test]
fn principals_that_are_not_known_count() {
    let open = |id: &str| {
        format!(
            "variable \"who\" {{}}\nmodule \"m\" {{ source = \"acme/m/azurerm\" }}\n{}",
            given(&format!(
                "resource \"azurerm_role_assignment\" \"a\" {{\n  scope = azurerm_resource_group.rg.id\n  role_definition_name = \"Owner\"\n  principal_id = {id}\n}}\n"
            ))
        )
    };
    let by = "azurerm_role_assignment.a";
    for id in ["var.who", "module.m.principal_id"] {
        check(
            &open(id),
            &[
                (by, ASSIGN, DATA, "allow", "whoever it is has the role"),
                (by, ASSIGN, "azurerm_storage_account.far", "deny", "at its scope alone"),
                (APP, ASSIGN, DATA, "deny", "the id of this identity is known after apply only"),
            ],
        );
    }
    check(
        &open("\"11111111-2222-3333-4444-555555555555\""),
        &[("11111111-2222-3333-4444-555555555555", ASSIGN, DATA, "allow", "by its object id")],
    );
    let addon = given(
        "resource \"azurerm_kubernetes_cluster\" \"k\" {\n  name = \"k\"\n  resource_group_name = azurerm_resource_group.rg.name\n  identity {\n    type = \"SystemAssigned\"\n  }\n  key_vault_secrets_provider {\n    secret_rotation_enabled = true\n  }\n}\nresource \"azurerm_role_assignment\" \"a\" {\n  scope = azurerm_resource_group.rg.id\n  role_definition_name = \"Key Vault Secrets User\"\n  principal_id = azurerm_kubernetes_cluster.k.key_vault_secrets_provider[0].secret_identity[0].object_id\n}\n",
    );
    let secret = "Microsoft.KeyVault/vaults/secrets/getSecret/action";
    check(
        &addon,
        &[
            (
                "azurerm_kubernetes_cluster.k.key_vault_secrets_provider",
                secret,
                "azurerm_key_vault.rbac",
                "allow",
                "the identity of the add-on",
            ),
            (
                "azurerm_kubernetes_cluster.k",
                secret,
                "azurerm_key_vault.rbac",
                "deny",
                "is not the cluster's",
            ),
        ],
    );
}

#[test]
fn eligibility_is_no_assignment_yet() {
    let hcl = given(
        "resource \"azurerm_pim_eligible_role_assignment\" \"p\" {\n  scope = azurerm_resource_group.rg.id\n  role_definition_id = \"/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635\"\n  principal_id = azurerm_user_assigned_identity.app.principal_id\n}\n",
    );
    check(
        &hcl,
        &[
            (APP, ASSIGN, DATA, "unknown", "it must be activated first"),
            (APP, ASSIGN, "azurerm_storage_account.far", "deny", "outside of its scope"),
        ],
    );
}

#[test]
fn roles_of_the_directory() {
    let with = |more: &str| {
        format!(
            r#"
resource "azuread_application" "shop" {{
  display_name = "shop"
}}
resource "azuread_service_principal" "shop" {{
  client_id = azuread_application.shop.client_id
}}
resource "azuread_service_principal" "ci" {{
  client_id = "00000000-0000-0000-0000-00000000000c"
}}
resource "azuread_group" "admins" {{
  display_name = "admins"
}}
resource "azuread_user" "eve" {{
  user_principal_name = "eve@acme.example"
  display_name        = "eve"
}}
{more}
"#
        )
    };
    let (eve, ci) = ("azuread_user.eve", "azuread_service_principal.ci");
    let credentials = "microsoft.directory/applications/credentials/update";
    let members = "microsoft.directory/groups/members/update";
    let assign = "microsoft.directory/roleAssignments/allProperties/allTasks";
    let role = |id: &str| {
        with(&format!(
            "resource \"azuread_directory_role_assignment\" \"a\" {{\n  role_id = \"{id}\"\n  principal_object_id = azuread_user.eve.object_id\n}}\n"
        ))
    };
    check(
        &role("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
        &[
            (
                eve,
                credentials,
                "azuread_service_principal.shop",
                "allow",
                "Application Administrator",
            ),
            (eve, members, "azuread_group.admins", "deny", "does not manage groups"),
            (eve, assign, "-", "deny", "nor roles"),
        ],
    );
    check(
        &role("62e90394-69f5-4237-9190-012177145e10"),
        &[
            (eve, assign, "-", "allow", "Global Administrator"),
            (
                eve,
                "Microsoft.Authorization/elevateAccess/action",
                "-",
                "allow",
                "may elevate its access",
            ),
            (
                eve,
                "Microsoft.Storage/storageAccounts/read",
                "-",
                "deny",
                "but holds no role of Azure yet",
            ),
        ],
    );
    check(
        &role("00000000-1111-2222-3333-444444444444"),
        &[(eve, assign, "-", "unknown", "a role that is not listed is not known")],
    );
    let graph = |name: &str| {
        with(&format!(
            "data \"azuread_service_principal\" \"graph\" {{\n  client_id = \"00000003-0000-0000-c000-000000000000\"\n}}\nresource \"azuread_app_role_assignment\" \"a\" {{\n  app_role_id = data.azuread_service_principal.graph.app_role_ids[\"{name}\"]\n  principal_object_id = azuread_service_principal.ci.object_id\n  resource_object_id = data.azuread_service_principal.graph.object_id\n}}\n"
        ))
    };
    check(
        &graph("RoleManagement.ReadWrite.Directory"),
        &[(ci, assign, "-", "allow", "an application permission of Microsoft Graph")],
    );
    check(&graph("User.Read.All"), &[(ci, assign, "-", "deny", "a permission to read users")]);
    let owned = with("").replace(
        "display_name = \"shop\"",
        "display_name = \"shop\"\n  owners       = [azuread_user.eve.object_id]",
    );
    check(
        &owned,
        &[
            (eve, credentials, "azuread_application.shop", "allow", "owners add credentials"),
            (eve, credentials, "azuread_service_principal.shop", "allow", "and so act as it"),
            (eve, credentials, "azuread_service_principal.ci", "deny", "not for another"),
        ],
    );
}

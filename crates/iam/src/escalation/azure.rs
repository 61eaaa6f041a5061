//! P08: roles in Azure that give more than they say.
//!
//! Source: Azure documentation of the operations named; a managed identity's token is for whoever runs code beside it.

use super::{Escalation, From, Gain, open};
use crate::Iam;
use crate::azure::Asset;
use crate::azure::directory::{CREDENTIALS, MEMBERS};
use crate::decision::Decision;
use crate::principal::{Cloud, Principal, PrincipalKind};

/// Operations that put code beside an identity: the type, and the operation.
const COMPUTE: &[(&str, &str)] = &[
    ("azurerm_linux_virtual_machine", "Microsoft.Compute/virtualMachines/runCommand/action"),
    ("azurerm_windows_virtual_machine", "Microsoft.Compute/virtualMachines/runCommand/action"),
    ("azurerm_virtual_machine", "Microsoft.Compute/virtualMachines/runCommand/action"),
    ("azurerm_linux_virtual_machine", "Microsoft.Compute/virtualMachines/extensions/write"),
    ("azurerm_windows_virtual_machine", "Microsoft.Compute/virtualMachines/extensions/write"),
    (
        "azurerm_linux_virtual_machine_scale_set",
        "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action",
    ),
    (
        "azurerm_windows_virtual_machine_scale_set",
        "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action",
    ),
    ("azurerm_linux_web_app", "Microsoft.Web/sites/publish/action"),
    ("azurerm_windows_web_app", "Microsoft.Web/sites/publish/action"),
    ("azurerm_linux_function_app", "Microsoft.Web/sites/publish/action"),
    ("azurerm_windows_function_app", "Microsoft.Web/sites/publish/action"),
    ("azurerm_linux_function_app", "Microsoft.Web/sites/host/listkeys/action"),
    ("azurerm_container_app", "Microsoft.App/containerApps/write"),
    (
        "azurerm_container_group",
        "Microsoft.ContainerInstance/containerGroups/containers/exec/action",
    ),
    ("azurerm_automation_account", "Microsoft.Automation/automationAccounts/runbooks/write"),
    ("azurerm_logic_app_workflow", "Microsoft.Logic/workflows/write"),
    ("azurerm_data_factory", "Microsoft.DataFactory/factories/pipelines/write"),
    ("azurerm_kubernetes_cluster", "Microsoft.ContainerService/managedClusters/runcommand/action"),
];

/// Operations on a resource that give a right of their own.
const RIGHTS: &[(&str, &str, &str)] = &[
    (
        "azurerm_kubernetes_cluster",
        "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
        "cluster administrator of",
    ),
    (
        "azurerm_storage_account",
        "Microsoft.Storage/storageAccounts/listKeys/action",
        "all data, by its keys, of",
    ),
    (
        "azurerm_key_vault",
        "Microsoft.KeyVault/vaults/accessPolicies/write",
        "all secrets, by a policy of access, of",
    ),
    (
        "azurerm_container_registry",
        "Microsoft.ContainerRegistry/registries/push/write",
        "the images of",
    ),
    (
        "azurerm_cosmosdb_account",
        "Microsoft.DocumentDB/databaseAccounts/listKeys/action",
        "all data, by its keys, of",
    ),
    ("azurerm_managed_disk", "Microsoft.Compute/disks/beginGetAccess/action", "the content of"),
];

const ASSIGN: &str = "Microsoft.Authorization/roleAssignments/write";

pub(super) fn ways(iam: &Iam) -> Vec<Escalation> {
    let mut out = vec![];
    for principal in iam
        .principals()
        .iter()
        .filter(|p| p.cloud == Cloud::Azure && p.kind != PrincipalKind::Anyone)
    {
        if iam.azure.grants_of(principal.id).next().is_none() {
            continue;
        }
        roles(iam, principal, &mut out);
        for asset in &iam.azure.assets {
            compute(iam, principal, asset, &mut out);
            identity(iam, principal, asset, &mut out);
            rights(iam, principal, asset, &mut out);
            directory(iam, principal, asset, &mut out);
        }
    }
    out.extend(super::tokens(&iam.azure.federated, "oauth2/v2.0/token"));
    out
}

/// Rights in the directory that make one another principal: its type, the permission, what else decides.
const DIRECTORY: [(&str, &str, Option<&str>); 3] = [
    ("azuread_service_principal", CREDENTIALS, None),
    ("azuread_group", MEMBERS, None),
    (
        "azuread_user",
        "microsoft.directory/users/password/update",
        Some("whether the user signs in by a password alone is not known"),
    ),
];

fn directory(iam: &Iam, principal: &Principal, asset: &Asset, out: &mut Vec<Escalation>) {
    for (_, way, doubt) in DIRECTORY.iter().filter(|(kind, ..)| *kind == &*asset.kind) {
        let Some(other) = iam.of_resource(asset.index).filter(|id| *id != principal.id) else {
            continue;
        };
        let decision = iam.azure.decide(principal.id, &asset.root, way, Some(&asset.address));
        let decision = match doubt {
            Some(cause) if decision.is_allowed() => Decision::unknown(*cause, decision.evidence),
            _ => decision,
        };
        push(out, principal, way, Gain::Principal(other), decision);
    }
}

fn push(
    out: &mut Vec<Escalation>,
    principal: &Principal,
    way: &'static str,
    gain: Gain,
    decision: Decision,
) {
    if let Some((certainty, evidence)) = open(decision) {
        out.push(Escalation {
            id: "P08",
            way,
            from: From::Principal(principal.id),
            gain,
            certainty,
            evidence,
        });
    }
}

/// Rights that give every role of the directory, and so of its subscriptions.
const EVERY_ROLE: [&str; 2] = [
    "microsoft.directory/roleAssignments/allProperties/allTasks",
    "microsoft.directory/servicePrincipals/appRoleAssignedTo/update",
];

/// Assignments and definitions of roles: at a subscription everything, else everything at the scope.
fn roles(iam: &Iam, principal: &Principal, out: &mut Vec<Escalation>) {
    for way in [
        ASSIGN,
        "Microsoft.Authorization/roleDefinitions/write",
        "Microsoft.Authorization/elevateAccess/action",
    ] {
        let anywhere = || iam.azure.decide(principal.id, &principal.root, way, None);
        let wide = iam.azure.decide_wide(principal.id, way);
        if wide.is_possible() {
            push(out, principal, way, Gain::Admin, wide);
            continue;
        }
        let scopes = iam.azure.scopes_of(principal.id, way).join(", ");
        push(out, principal, way, Gain::Right(format!("any role at {scopes}")), anywhere());
    }
    for way in EVERY_ROLE {
        let decision = iam.azure.decide(principal.id, &principal.root, way, None);
        push(out, principal, way, Gain::Admin, decision);
    }
}

fn compute(iam: &Iam, principal: &Principal, asset: &Asset, out: &mut Vec<Escalation>) {
    if asset.identities.is_empty() {
        return;
    }
    for (_, way) in COMPUTE.iter().filter(|(kind, _)| *kind == &*asset.kind) {
        let decision = iam.azure.decide(principal.id, &asset.root, way, Some(&asset.address));
        for identity in
            asset.identities.iter().filter(|i| **i != principal.id && decision.is_possible())
        {
            push(out, principal, way, Gain::Principal(*identity), decision.clone());
        }
    }
}

/// A managed identity that may be assigned to compute of one's own, or trusts tokens of one's own.
fn identity(iam: &Iam, principal: &Principal, asset: &Asset, out: &mut Vec<Escalation>) {
    if &*asset.kind != "azurerm_user_assigned_identity" {
        return;
    }
    let Some(identity) = iam.of_resource(asset.index).filter(|id| *id != principal.id) else {
        return;
    };
    let ask = |action| iam.azure.decide(principal.id, &asset.root, action, Some(&asset.address));
    let anywhere = |action| iam.azure.decide(principal.id, &asset.root, action, None);
    let assign = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
    let machine = ask(assign).and(|| {
        let new = anywhere("Microsoft.Compute/virtualMachines/write");
        new.or(|| anywhere("Microsoft.ContainerInstance/containerGroups/write"))
            .or(|| anywhere("Microsoft.Web/sites/write"))
    });
    push(out, principal, assign, Gain::Principal(identity), machine);
    let federate =
        "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write";
    push(out, principal, federate, Gain::Principal(identity), ask(federate));
}

fn rights(iam: &Iam, principal: &Principal, asset: &Asset, out: &mut Vec<Escalation>) {
    for (_, way, right) in RIGHTS.iter().filter(|(kind, ..)| *kind == &*asset.kind) {
        if way.contains("accessPolicies") && !iam.azure.is_ruled_by_policies(asset) {
            continue;
        }
        let decision = iam.azure.decide(principal.id, &asset.root, way, Some(&asset.address));
        push(out, principal, way, Gain::Right(format!("{right} {}", asset.address)), decision);
    }
}

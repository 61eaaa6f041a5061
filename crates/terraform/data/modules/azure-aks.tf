# Azure/aks/azurerm, from 6 on: the cluster with its default pool, and its workspace for logs.

variable "prefix" { default = "" }
variable "cluster_name" { default = null }
variable "resource_group_name" { default = null }
variable "location" { default = null }
variable "kubernetes_version" { default = null }
variable "sku_tier" { default = "Free" }
variable "private_cluster_enabled" { default = false }
variable "private_cluster_public_fqdn_enabled" { default = false }
variable "api_server_authorized_ip_ranges" { default = null }
variable "role_based_access_control_enabled" { default = false }
variable "rbac_aad" { default = true }
variable "rbac_aad_azure_rbac_enabled" { default = null }
variable "rbac_aad_admin_group_object_ids" { default = null }
variable "rbac_aad_tenant_id" { default = null }
variable "local_account_disabled" { default = null }
variable "azure_policy_enabled" { default = false }
variable "oidc_issuer_enabled" { default = false }
variable "workload_identity_enabled" { default = false }
variable "run_command_enabled" { default = true }
variable "disk_encryption_set_id" { default = null }
variable "network_plugin" { default = "kubenet" }
variable "network_policy" { default = null }
variable "net_profile_outbound_type" { default = "loadBalancer" }
variable "load_balancer_sku" { default = "standard" }
variable "vnet_subnet_id" { default = null }
variable "vnet_subnet" { default = null }
variable "agents_pool_name" { default = "nodepool" }
variable "agents_size" { default = "Standard_D2s_v3" }
variable "enable_node_public_ip" { default = null }
variable "node_public_ip_enabled" { default = null }
variable "enable_host_encryption" { default = null }
variable "host_encryption_enabled" { default = null }
variable "only_critical_addons_enabled" { default = null }
variable "log_analytics_workspace_enabled" { default = true }
variable "oms_agent_enabled" { default = true }
variable "log_analytics_workspace" { default = null }
variable "log_retention_in_days" { default = 30 }
variable "microsoft_defender_enabled" { default = false }
variable "key_vault_secrets_provider_enabled" { default = false }
variable "secret_rotation_enabled" { default = false }
variable "kms_enabled" { default = false }
variable "kms_key_vault_key_id" { default = null }
variable "kms_key_vault_network_access" { default = "Public" }
variable "automatic_channel_upgrade" { default = null }
variable "node_pools" { default = {} }
variable "maintenance_window" { default = null }

locals {
  workspace = try(var.log_analytics_workspace.id, one(azurerm_log_analytics_workspace.main[*].id))
}

resource "azurerm_log_analytics_workspace" "main" {
  count             = var.log_analytics_workspace_enabled && var.log_analytics_workspace == null ? 1 : 0
  retention_in_days = var.log_retention_in_days
}

resource "azurerm_kubernetes_cluster" "main" {
  name                                = coalesce(var.cluster_name, "${var.prefix}-aks")
  resource_group_name                 = var.resource_group_name
  location                            = var.location
  kubernetes_version                  = var.kubernetes_version
  sku_tier                            = var.sku_tier
  automatic_channel_upgrade           = var.automatic_channel_upgrade
  private_cluster_enabled             = var.private_cluster_enabled
  private_cluster_public_fqdn_enabled = var.private_cluster_public_fqdn_enabled
  role_based_access_control_enabled   = var.role_based_access_control_enabled
  local_account_disabled              = var.local_account_disabled
  azure_policy_enabled                = var.azure_policy_enabled
  oidc_issuer_enabled                 = var.oidc_issuer_enabled
  workload_identity_enabled           = var.workload_identity_enabled
  run_command_enabled                 = var.run_command_enabled
  disk_encryption_set_id              = var.disk_encryption_set_id
  default_node_pool {
    name                         = var.agents_pool_name
    vm_size                      = var.agents_size
    vnet_subnet_id               = try(var.vnet_subnet.id, var.vnet_subnet_id.id, var.vnet_subnet_id)
    enable_node_public_ip        = var.enable_node_public_ip
    node_public_ip_enabled       = var.node_public_ip_enabled
    enable_host_encryption       = var.enable_host_encryption
    host_encryption_enabled      = var.host_encryption_enabled
    only_critical_addons_enabled = var.only_critical_addons_enabled
  }
  network_profile {
    network_plugin    = var.network_plugin
    network_policy    = var.network_policy
    outbound_type     = var.net_profile_outbound_type
    load_balancer_sku = var.load_balancer_sku
  }
  dynamic "api_server_access_profile" {
    for_each = var.api_server_authorized_ip_ranges != null ? [1] : []
    content {
      authorized_ip_ranges = var.api_server_authorized_ip_ranges
    }
  }
  dynamic "azure_active_directory_role_based_access_control" {
    for_each = var.role_based_access_control_enabled && var.rbac_aad ? [1] : []
    content {
      azure_rbac_enabled     = var.rbac_aad_azure_rbac_enabled
      admin_group_object_ids = var.rbac_aad_admin_group_object_ids
      tenant_id              = var.rbac_aad_tenant_id
    }
  }
  dynamic "oms_agent" {
    for_each = var.log_analytics_workspace_enabled && var.oms_agent_enabled ? [1] : []
    content {
      log_analytics_workspace_id = local.workspace
    }
  }
  dynamic "microsoft_defender" {
    for_each = var.microsoft_defender_enabled ? [1] : []
    content {
      log_analytics_workspace_id = local.workspace
    }
  }
  dynamic "key_vault_secrets_provider" {
    for_each = var.key_vault_secrets_provider_enabled ? [1] : []
    content {
      secret_rotation_enabled = var.secret_rotation_enabled
    }
  }
  dynamic "key_management_service" {
    for_each = var.kms_enabled ? [1] : []
    content {
      key_vault_key_id         = var.kms_key_vault_key_id
      key_vault_network_access = var.kms_key_vault_network_access
    }
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "node_pool_create_before_destroy" {
  for_each                = var.node_pools
  name                    = try(each.value.name, each.key)
  kubernetes_cluster_id   = azurerm_kubernetes_cluster.main.id
  vm_size                 = try(each.value.vm_size, null)
  vnet_subnet_id          = try(each.value.vnet_subnet.id, each.value.vnet_subnet_id, null)
  enable_node_public_ip   = try(each.value.enable_node_public_ip, null)
  node_public_ip_enabled  = try(each.value.node_public_ip_enabled, null)
  host_encryption_enabled = try(each.value.host_encryption_enabled, each.value.enable_host_encryption, null)
}

output "aks_id" { value = azurerm_kubernetes_cluster.main.id }
output "aks_name" { value = azurerm_kubernetes_cluster.main.name }
output "host" { value = azurerm_kubernetes_cluster.main.kube_config[0].host }
output "oidc_issuer_url" { value = azurerm_kubernetes_cluster.main.oidc_issuer_url }
output "cluster_identity" { value = azurerm_kubernetes_cluster.main.identity[0] }

provider "azurerm" {
  features {}
}

locals {
  name = "shop-${var.environment}"
}

resource "azurerm_resource_group" "shop" {
  name     = local.name
  location = "westeurope"
}

resource "azurerm_virtual_network" "shop" {
  name                = local.name
  location            = azurerm_resource_group.shop.location
  resource_group_name = azurerm_resource_group.shop.name
  address_space       = ["10.50.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = azurerm_resource_group.shop.name
  virtual_network_name = azurerm_virtual_network.shop.name
  address_prefixes     = ["10.50.0.0/20"]
}

resource "azurerm_log_analytics_workspace" "shop" {
  name                = local.name
  location            = azurerm_resource_group.shop.location
  resource_group_name = azurerm_resource_group.shop.name
  retention_in_days   = 90
}

resource "azurerm_kubernetes_cluster" "shop" {
  name                              = local.name
  location                          = azurerm_resource_group.shop.location
  resource_group_name               = azurerm_resource_group.shop.name
  dns_prefix                        = local.name
  kubernetes_version                = "1.34"
  private_cluster_enabled           = var.private
  local_account_disabled            = var.private
  role_based_access_control_enabled = true
  oidc_issuer_enabled               = true
  workload_identity_enabled         = true
  azure_policy_enabled              = true

  default_node_pool {
    name                   = "system"
    vm_size                = "Standard_D4s_v6"
    node_count             = 3
    vnet_subnet_id         = azurerm_subnet.nodes.id
    node_public_ip_enabled = false
  }

  identity {
    type = "SystemAssigned"
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    admin_group_object_ids = [var.admin_group]
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
    network_data_plane  = "cilium"
  }

  dynamic "api_server_access_profile" {
    for_each = length(var.api_server_ranges) > 0 ? [var.api_server_ranges] : []
    content {
      authorized_ip_ranges = api_server_access_profile.value
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "audit" {
  count = var.audit ? 1 : 0

  name                       = "audit"
  target_resource_id         = azurerm_kubernetes_cluster.shop.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.shop.id

  enabled_log {
    category = "kube-audit"
  }

  enabled_log {
    category = "guard"
  }
}

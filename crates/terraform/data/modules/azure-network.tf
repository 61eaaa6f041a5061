# Azure/network/azurerm: a virtual network and its subnets.

variable "resource_group_name" { default = null }
variable "resource_group_location" { default = null }
variable "vnet_name" { default = "acctvnet" }
variable "address_space" { default = "10.0.0.0/16" }
variable "address_spaces" { default = [] }
variable "subnet_names" { default = ["subnet1"] }
variable "subnet_prefixes" { default = ["10.0.1.0/24"] }
variable "subnet_service_endpoints" { default = {} }
variable "use_for_each" { default = true }

locals {
  space = length(var.address_spaces) > 0 ? var.address_spaces : [var.address_space]
  nsgs  = {}
}

resource "azurerm_virtual_network" "vnet" {
  name                = var.vnet_name
  resource_group_name = var.resource_group_name
  location            = var.resource_group_location
  address_space       = local.space
}

resource "azurerm_subnet" "subnet_count" {
  count                = var.use_for_each ? 0 : length(var.subnet_names)
  name                 = var.subnet_names[count.index]
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.vnet.name
  address_prefixes     = [var.subnet_prefixes[count.index]]
  service_endpoints    = try(var.subnet_service_endpoints[var.subnet_names[count.index]], [])
}

resource "azurerm_subnet" "subnet_for_each" {
  for_each             = var.use_for_each ? toset(var.subnet_names) : []
  name                 = each.value
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.vnet.name
  address_prefixes     = [var.subnet_prefixes[index(var.subnet_names, each.value)]]
  service_endpoints    = try(var.subnet_service_endpoints[each.value], [])
}

resource "azurerm_subnet_network_security_group_association" "vnet" {
  for_each                  = local.nsgs
  subnet_id                 = try(azurerm_subnet.subnet_for_each[each.key].id, azurerm_subnet.subnet_count[index(var.subnet_names, each.key)].id)
  network_security_group_id = each.value
}

output "vnet_id" { value = azurerm_virtual_network.vnet.id }
output "vnet_name" { value = azurerm_virtual_network.vnet.name }
output "vnet_address_space" { value = azurerm_virtual_network.vnet.address_space }
output "vnet_subnets" { value = var.use_for_each ? [for name in var.subnet_names : azurerm_subnet.subnet_for_each[name].id] : azurerm_subnet.subnet_count[*].id }

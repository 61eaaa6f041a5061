# Azure/vnet/azurerm: as Azure/network/azurerm, with the security groups that subnets are joined to.

variable "vnet_location" { default = null }
variable "address_space" { default = ["10.0.0.0/16"] }
variable "subnet_names" { default = ["subnet1", "subnet2", "subnet3"] }
variable "subnet_prefixes" { default = ["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"] }
variable "nsg_ids" { default = {} }

locals {
  space = var.address_space
  nsgs  = var.nsg_ids
}

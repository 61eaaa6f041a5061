# terraform-aws-modules/eks/aws, 20: inputs still carry the name of the cluster, nodes let pods reach their metadata.

variable "cluster_name" { default = "" }
variable "cluster_version" { default = null }
variable "cluster_endpoint_private_access" { default = true }
variable "cluster_endpoint_public_access" { default = false }
variable "cluster_endpoint_public_access_cidrs" { default = ["0.0.0.0/0"] }
variable "cluster_enabled_log_types" { default = ["audit", "api", "authenticator"] }
variable "cluster_encryption_config" { default = { resources = ["secrets"] } }
variable "cluster_additional_security_group_ids" { default = [] }
variable "create_cluster_security_group" { default = true }
variable "cluster_security_group_id" { default = "" }
variable "cluster_security_group_additional_rules" { default = {} }
variable "cluster_addons" { default = {} }
variable "eks_managed_node_group_defaults" { default = {} }
variable "self_managed_node_group_defaults" { default = {} }

variable "kms_key_enable_default_policy" { default = true }

variable "name" { default = var.cluster_name }
variable "kubernetes_version" { default = var.cluster_version }
variable "endpoint_private_access" { default = var.cluster_endpoint_private_access }
variable "endpoint_public_access" { default = var.cluster_endpoint_public_access }
variable "endpoint_public_access_cidrs" { default = var.cluster_endpoint_public_access_cidrs }
variable "enabled_log_types" { default = var.cluster_enabled_log_types }
variable "encryption_config" { default = var.cluster_encryption_config }
variable "additional_security_group_ids" { default = var.cluster_additional_security_group_ids }
variable "create_security_group" { default = var.create_cluster_security_group }
variable "security_group_id" { default = var.cluster_security_group_id }
variable "security_group_additional_rules" { default = var.cluster_security_group_additional_rules }
variable "addons" { default = var.cluster_addons }

locals {
  encrypts  = length(var.cluster_encryption_config) > 0
  hop_limit = 2
}

module "eks_managed_node_group" {
  for_each = var.create ? { for k, v in var.eks_managed_node_groups : k => merge(var.eks_managed_node_group_defaults, v) } : {}
}

module "self_managed_node_group" {
  for_each = var.create ? { for k, v in var.self_managed_node_groups : k => merge(var.self_managed_node_group_defaults, v) } : {}
}

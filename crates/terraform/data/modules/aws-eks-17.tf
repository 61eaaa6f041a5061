# terraform-aws-modules/eks/aws, 15 to 17: the cluster, and nodes of three kinds.

variable "create_eks" { default = true }
variable "cluster_name" { default = "" }
variable "cluster_version" { default = null }
variable "subnets" { default = [] }
variable "vpc_id" { default = null }
variable "cluster_endpoint_private_access" { default = false }
variable "cluster_endpoint_public_access" { default = true }
variable "cluster_endpoint_public_access_cidrs" { default = ["0.0.0.0/0"] }
variable "cluster_enabled_log_types" { default = [] }
variable "cluster_encryption_config" { default = [] }
variable "workers_group_defaults" { default = {} }
variable "worker_groups" { default = [] }
variable "worker_groups_launch_template" { default = [] }
variable "node_groups_defaults" { default = {} }
variable "node_groups" { default = {} }

locals {
  configured = [for group in flatten([var.worker_groups]) : merge(var.workers_group_defaults, group)]
  templated  = [for group in flatten([var.worker_groups_launch_template]) : merge(var.workers_group_defaults, group)]
  managed    = { for key, group in var.node_groups : key => merge(var.node_groups_defaults, group) if var.create_eks }
}

resource "aws_eks_cluster" "this" {
  count                     = var.create_eks ? 1 : 0
  name                      = var.cluster_name
  version                   = var.cluster_version
  enabled_cluster_log_types = var.cluster_enabled_log_types
  vpc_config {
    subnet_ids              = var.subnets
    endpoint_private_access = var.cluster_endpoint_private_access
    endpoint_public_access  = var.cluster_endpoint_public_access
    public_access_cidrs     = var.cluster_endpoint_public_access_cidrs
  }
  dynamic "encryption_config" {
    for_each = var.cluster_encryption_config
    content {
      resources = encryption_config.value.resources
      provider {
        key_arn = encryption_config.value.provider_key_arn
      }
    }
  }
}

resource "aws_launch_configuration" "workers" {
  count                       = var.create_eks ? length(local.configured) : 0
  associate_public_ip_address = try(local.configured[count.index].public_ip, false)
  enable_monitoring           = try(local.configured[count.index].enable_monitoring, true)
  ebs_optimized               = try(local.configured[count.index].ebs_optimized, true)
  key_name                    = try(local.configured[count.index].key_name, null)
  metadata_options {
    http_endpoint               = try(local.configured[count.index].metadata_http_endpoint, "enabled")
    http_tokens                 = try(local.configured[count.index].metadata_http_tokens, "optional")
    http_put_response_hop_limit = try(local.configured[count.index].metadata_http_put_response_hop_limit, null)
  }
  root_block_device {
    encrypted = try(local.configured[count.index].root_encrypted, false)
  }
}

resource "aws_launch_template" "workers_launch_template" {
  count    = var.create_eks ? length(local.templated) : 0
  key_name = try(local.templated[count.index].key_name, null)
  network_interfaces {
    associate_public_ip_address = try(local.templated[count.index].public_ip, false)
  }
  monitoring {
    enabled = try(local.templated[count.index].enable_monitoring, true)
  }
  metadata_options {
    http_endpoint               = try(local.templated[count.index].metadata_http_endpoint, "enabled")
    http_tokens                 = try(local.templated[count.index].metadata_http_tokens, "optional")
    http_put_response_hop_limit = try(local.templated[count.index].metadata_http_put_response_hop_limit, null)
  }
  block_device_mappings {
    ebs {
      encrypted  = try(local.templated[count.index].root_encrypted, false)
      kms_key_id = try(local.templated[count.index].root_kms_key_id, null)
    }
  }
}

resource "aws_eks_node_group" "workers" {
  for_each     = local.managed
  cluster_name = var.cluster_name
  subnet_ids   = try(each.value.subnets, var.subnets)
  dynamic "remote_access" {
    for_each = try(compact([each.value.key_name]), [])
    content {
      ec2_ssh_key               = remote_access.value
      source_security_group_ids = try(each.value.source_security_group_ids, [])
    }
  }
}

output "cluster_id" { value = one(aws_eks_cluster.this[*].id) }
output "cluster_arn" { value = one(aws_eks_cluster.this[*].arn) }
output "cluster_endpoint" { value = one(aws_eks_cluster.this[*].endpoint) }

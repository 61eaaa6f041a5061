# terraform-aws-modules/eks/aws//modules/eks-managed-node-group, from 21 on.

variable "create" { default = true }
variable "name" { default = "" }
variable "cluster_name" { default = null }
variable "subnet_ids" { default = null }
variable "vpc_security_group_ids" { default = [] }
variable "metadata_options" { default = { http_endpoint = "enabled", http_tokens = "required", http_put_response_hop_limit = 1 } }
variable "block_device_mappings" { default = {} }
variable "network_interfaces" { default = [] }
variable "remote_access" { default = {} }
variable "create_launch_template" { default = true }
variable "use_custom_launch_template" { default = true }
variable "launch_template_id" { default = "" }
variable "create_iam_role" { default = true }
variable "iam_role_arn" { default = null }
variable "iam_role_attach_cni_policy" { default = true }
variable "iam_role_additional_policies" { default = {} }
variable "ami_type" { default = null }
variable "capacity_type" { default = "ON_DEMAND" }

resource "aws_launch_template" "this" {
  count                  = var.create && var.create_launch_template && var.use_custom_launch_template ? 1 : 0
  vpc_security_group_ids = length(var.network_interfaces) > 0 ? [] : var.vpc_security_group_ids
  dynamic "block_device_mappings" {
    for_each = var.block_device_mappings == null ? {} : var.block_device_mappings
    content {
      device_name = try(block_device_mappings.value.device_name, null)
      dynamic "ebs" {
        for_each = try([block_device_mappings.value.ebs], [])
        content {
          encrypted  = try(ebs.value.encrypted, null)
          kms_key_id = try(ebs.value.kms_key_id, null)
        }
      }
    }
  }
  dynamic "metadata_options" {
    for_each = length(var.metadata_options) > 0 ? [var.metadata_options] : []
    content {
      http_endpoint               = try(metadata_options.value.http_endpoint, null)
      http_tokens                 = try(metadata_options.value.http_tokens, null)
      http_put_response_hop_limit = try(metadata_options.value.http_put_response_hop_limit, null)
    }
  }
  dynamic "network_interfaces" {
    for_each = var.network_interfaces
    content {
      associate_public_ip_address = try(network_interfaces.value.associate_public_ip_address, null)
      security_groups             = compact(concat(try(network_interfaces.value.security_groups, []), var.vpc_security_group_ids))
    }
  }
}

resource "aws_eks_node_group" "this" {
  count         = var.create ? 1 : 0
  cluster_name  = var.cluster_name
  node_role_arn = var.create_iam_role ? one(aws_iam_role.this[*].arn) : var.iam_role_arn
  subnet_ids    = var.subnet_ids
  ami_type      = var.ami_type
  capacity_type = var.capacity_type
  dynamic "launch_template" {
    for_each = var.use_custom_launch_template ? [1] : []
    content {
      id = var.create_launch_template ? one(aws_launch_template.this[*].id) : var.launch_template_id
    }
  }
  dynamic "remote_access" {
    for_each = length(var.remote_access) > 0 ? [var.remote_access] : []
    content {
      ec2_ssh_key               = try(remote_access.value.ec2_ssh_key, null)
      source_security_group_ids = try(remote_access.value.source_security_group_ids, [])
    }
  }
}

data "aws_iam_policy_document" "assume" {
  statement {
    sid     = "EKSNodeAssumeRole"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  count              = var.create && var.create_iam_role ? 1 : 0
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = var.create && var.create_iam_role ? merge(
    { for name in ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"] : name => "arn:aws:iam::aws:policy/${name}" },
    var.iam_role_attach_cni_policy ? { AmazonEKS_CNI_Policy = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy" } : {},
  ) : {}
  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = var.create && var.create_iam_role ? var.iam_role_additional_policies : {}
  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

output "iam_role_arn" { value = var.create_iam_role ? one(aws_iam_role.this[*].arn) : var.iam_role_arn }
output "iam_role_name" { value = one(aws_iam_role.this[*].name) }
output "node_group_id" { value = one(aws_eks_node_group.this[*].id) }
output "launch_template_id" { value = one(aws_launch_template.this[*].id) }

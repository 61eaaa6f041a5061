# terraform-aws-modules/eks/aws, from 21 on: the cluster, its key, its groups and its nodes.

variable "create" { default = true }
variable "name" { default = "" }
variable "kubernetes_version" { default = null }
variable "vpc_id" { default = null }
variable "subnet_ids" { default = [] }
variable "control_plane_subnet_ids" { default = [] }
variable "additional_security_group_ids" { default = [] }
variable "endpoint_private_access" { default = true }
variable "endpoint_public_access" { default = false }
variable "endpoint_public_access_cidrs" { default = ["0.0.0.0/0"] }
variable "enabled_log_types" { default = ["audit", "api", "authenticator"] }
variable "authentication_mode" { default = "API_AND_CONFIG_MAP" }
variable "enable_cluster_creator_admin_permissions" { default = false }
variable "access_entries" { default = {} }
variable "deletion_protection" { default = null }
variable "encryption_config" { default = {} }
variable "create_kms_key" { default = true }
variable "enable_kms_key_rotation" { default = true }
variable "kms_key_deletion_window_in_days" { default = null }
variable "kms_key_enable_default_policy" { default = true }
variable "kms_key_administrators" { default = [] }
variable "create_cloudwatch_log_group" { default = true }
variable "cloudwatch_log_group_retention_in_days" { default = 90 }
variable "cloudwatch_log_group_kms_key_id" { default = null }
variable "create_security_group" { default = true }
variable "security_group_id" { default = "" }
variable "security_group_additional_rules" { default = {} }
variable "create_node_security_group" { default = true }
variable "node_security_group_id" { default = "" }
variable "node_security_group_additional_rules" { default = {} }
variable "node_security_group_enable_recommended_rules" { default = true }
variable "enable_irsa" { default = true }
variable "create_iam_role" { default = true }
variable "iam_role_arn" { default = null }
variable "iam_role_additional_policies" { default = {} }
variable "eks_managed_node_groups" { default = {} }
variable "self_managed_node_groups" { default = {} }
variable "fargate_profiles" { default = {} }
variable "addons" { default = {} }

locals {
  role           = var.create_iam_role ? one(aws_iam_role.this[*].arn) : var.iam_role_arn
  encrypts       = var.encryption_config != null
  own_key        = var.create && local.encrypts && var.create_kms_key
  cluster_group  = var.create_security_group ? one(aws_security_group.cluster[*].id) : var.security_group_id
  node_group     = var.create_node_security_group ? one(aws_security_group.node[*].id) : var.node_security_group_id
  has_entries    = true
  hop_limit      = 1
  from_cluster   = { api_443 = 443, kubelet_10250 = 10250 }
  webhooks       = { webhook_4443 = 4443, webhook_6443 = 6443, webhook_8443 = 8443, webhook_9443 = 9443 }
  node_from_self = { dns_tcp = ["tcp", 53, 53], dns_udp = ["udp", 53, 53] }
  more_from_self = { ephemeral = ["tcp", 1025, 65535] }
  recommended    = var.node_security_group_enable_recommended_rules
}

resource "aws_eks_cluster" "this" {
  count                     = var.create ? 1 : 0
  name                      = var.name
  role_arn                  = local.role
  version                   = var.kubernetes_version
  enabled_cluster_log_types = var.enabled_log_types
  deletion_protection       = var.deletion_protection
  vpc_config {
    security_group_ids      = compact(concat(var.additional_security_group_ids, [local.cluster_group]))
    subnet_ids              = coalescelist(var.control_plane_subnet_ids, var.subnet_ids)
    endpoint_private_access = var.endpoint_private_access
    endpoint_public_access  = var.endpoint_public_access
    public_access_cidrs     = var.endpoint_public_access_cidrs
  }
  dynamic "access_config" {
    for_each = local.has_entries ? [1] : []
    content {
      authentication_mode                         = var.authentication_mode
      bootstrap_cluster_creator_admin_permissions = false
    }
  }
  dynamic "encryption_config" {
    for_each = local.encrypts ? [var.encryption_config] : []
    content {
      resources = try(encryption_config.value.resources, ["secrets"])
      provider {
        key_arn = var.create_kms_key ? module.kms.key_arn : try(encryption_config.value.provider_key_arn, null)
      }
    }
  }
}

data "aws_iam_session_context" "current" {}

module "kms" {
  source                  = "terraform-aws-modules/kms/aws"
  create                  = local.own_key
  enable_key_rotation     = var.enable_kms_key_rotation
  deletion_window_in_days = var.kms_key_deletion_window_in_days
  enable_default_policy   = var.kms_key_enable_default_policy
  key_administrators      = coalescelist(var.kms_key_administrators, [data.aws_iam_session_context.current.issuer_arn])
  key_users               = [local.role]
}

resource "aws_cloudwatch_log_group" "this" {
  count             = var.create && var.create_cloudwatch_log_group ? 1 : 0
  name              = "/aws/eks/${var.name}/cluster"
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
}

resource "aws_eks_access_entry" "this" {
  for_each      = local.has_entries ? var.access_entries : {}
  cluster_name  = aws_eks_cluster.this[0].name
  principal_arn = each.value.principal_arn
  type          = try(each.value.type, "STANDARD")
}

resource "aws_eks_access_policy_association" "this" {
  for_each = merge([
    for name, entry in local.has_entries ? var.access_entries : {} : {
      for key, policy in try(entry.policy_associations, {}) : "${name}_${key}" => merge(policy, { principal = entry.principal_arn })
    }
  ]...)
  cluster_name  = aws_eks_cluster.this[0].name
  principal_arn = each.value.principal
  policy_arn    = each.value.policy_arn
  access_scope {
    type       = each.value.access_scope.type
    namespaces = try(each.value.access_scope.namespaces, null)
  }
}

resource "aws_eks_access_policy_association" "cluster_creator" {
  count        = local.has_entries && var.enable_cluster_creator_admin_permissions ? 1 : 0
  cluster_name = aws_eks_cluster.this[0].name
  policy_arn   = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  access_scope {
    type = "cluster"
  }
}

resource "aws_security_group" "cluster" {
  count       = var.create && var.create_security_group ? 1 : 0
  description = "EKS cluster security group"
  vpc_id      = var.vpc_id
}

resource "aws_security_group" "node" {
  count       = var.create && var.create_node_security_group ? 1 : 0
  description = "EKS node shared security group"
  vpc_id      = var.vpc_id
}

resource "aws_security_group_rule" "cluster" {
  for_each                 = var.create_security_group ? merge({ nodes = { type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_node_security_group = true } }, var.security_group_additional_rules) : {}
  security_group_id        = local.cluster_group
  description              = "Rule of the EKS cluster security group"
  type                     = try(each.value.type, "ingress")
  protocol                 = try(each.value.protocol, "tcp")
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_node_security_group, false) ? local.node_group : try(each.value.source_security_group_id, null)
}

resource "aws_security_group_rule" "node" {
  for_each = var.create_node_security_group ? merge(
    { for name, port in merge(local.from_cluster, local.recommended ? local.webhooks : {}) : name => { type = "ingress", protocol = "tcp", from_port = port, to_port = port, source_cluster_security_group = true } },
    { for name, rule in merge(local.node_from_self, local.recommended ? local.more_from_self : {}) : name => { type = "ingress", protocol = rule[0], from_port = rule[1], to_port = rule[2], self = true } },
    local.recommended ? { egress_all = { type = "egress", protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"] } } : {},
    var.node_security_group_additional_rules,
  ) : {}
  security_group_id        = local.node_group
  description              = "Rule of the EKS node security group"
  type                     = try(each.value.type, "ingress")
  protocol                 = try(each.value.protocol, "tcp")
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_cluster_security_group, false) ? local.cluster_group : try(each.value.source_security_group_id, null)
}

resource "aws_iam_openid_connect_provider" "oidc_provider" {
  count          = var.create && var.enable_irsa ? 1 : 0
  client_id_list = ["sts.amazonaws.com"]
  url            = aws_eks_cluster.this[0].identity[0].oidc[0].issuer
}

data "aws_iam_policy_document" "assume" {
  statement {
    sid     = "EKSClusterAssumeRole"
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  count              = var.create && var.create_iam_role ? 1 : 0
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = var.create_iam_role ? { AmazonEKSClusterPolicy = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" } : {}
  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = var.create_iam_role ? var.iam_role_additional_policies : {}
  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_eks_addon" "this" {
  for_each     = var.addons == null ? {} : var.addons
  cluster_name = aws_eks_cluster.this[0].name
  addon_name   = try(each.value.name, each.key)
}

module "eks_managed_node_group" {
  source                       = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  for_each                     = var.create ? var.eks_managed_node_groups : {}
  name                         = try(each.value.name, each.key)
  cluster_name                 = aws_eks_cluster.this[0].name
  subnet_ids                   = try(each.value.subnet_ids, var.subnet_ids)
  vpc_security_group_ids       = compact(concat([local.node_group], try(each.value.vpc_security_group_ids, [])))
  metadata_options             = merge({ http_endpoint = "enabled", http_tokens = "required", http_put_response_hop_limit = local.hop_limit }, try(each.value.metadata_options, {}))
  block_device_mappings        = try(each.value.block_device_mappings, {})
  network_interfaces           = try(each.value.network_interfaces, [])
  remote_access                = try(each.value.remote_access, {})
  create_launch_template       = try(each.value.create_launch_template, true)
  use_custom_launch_template   = try(each.value.use_custom_launch_template, true)
  create_iam_role              = try(each.value.create_iam_role, true)
  iam_role_arn                 = try(each.value.iam_role_arn, null)
  iam_role_attach_cni_policy   = try(each.value.iam_role_attach_cni_policy, true)
  iam_role_additional_policies = try(each.value.iam_role_additional_policies, {})
}

module "self_managed_node_group" {
  source                       = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  for_each                     = var.create ? var.self_managed_node_groups : {}
  name                         = try(each.value.name, each.key)
  subnet_ids                   = try(each.value.subnet_ids, var.subnet_ids)
  vpc_security_group_ids       = compact(concat([local.node_group], try(each.value.vpc_security_group_ids, [])))
  metadata_options             = merge({ http_endpoint = "enabled", http_tokens = "required", http_put_response_hop_limit = local.hop_limit }, try(each.value.metadata_options, {}))
  block_device_mappings        = try(each.value.block_device_mappings, {})
  network_interfaces           = try(each.value.network_interfaces, [])
  iam_role_additional_policies = try(each.value.iam_role_additional_policies, {})
}

resource "aws_eks_fargate_profile" "this" {
  for_each     = var.create ? var.fargate_profiles : {}
  cluster_name = aws_eks_cluster.this[0].name
  subnet_ids   = try(each.value.subnet_ids, var.subnet_ids)
}

output "cluster_id" { value = one(aws_eks_cluster.this[*].id) }
output "cluster_name" { value = one(aws_eks_cluster.this[*].name) }
output "cluster_arn" { value = one(aws_eks_cluster.this[*].arn) }
output "cluster_endpoint" { value = one(aws_eks_cluster.this[*].endpoint) }
output "cluster_version" { value = one(aws_eks_cluster.this[*].version) }
output "cluster_iam_role_arn" { value = local.role }
output "cluster_iam_role_name" { value = one(aws_iam_role.this[*].name) }
output "cluster_security_group_id" { value = local.cluster_group }
output "node_security_group_id" { value = local.node_group }
output "oidc_provider_arn" { value = one(aws_iam_openid_connect_provider.oidc_provider[*].arn) }
output "kms_key_arn" { value = module.kms.key_arn }
output "cloudwatch_log_group_name" { value = one(aws_cloudwatch_log_group.this[*].name) }
output "eks_managed_node_groups" { value = module.eks_managed_node_group }

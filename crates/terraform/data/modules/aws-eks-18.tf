# terraform-aws-modules/eks/aws, 18: the endpoint is public and Secrets are not encrypted unless it is asked for.

variable "cluster_endpoint_private_access" { default = false }
variable "cluster_endpoint_public_access" { default = true }
variable "cluster_encryption_config" { default = [] }
variable "create_kms_key" { default = false }
variable "node_security_group_enable_recommended_rules" { default = false }

resource "aws_eks_cluster" "this" {
  dynamic "encryption_config" {
    for_each = var.cluster_encryption_config
    content {
      resources = encryption_config.value.resources
      provider {
        key_arn = var.create_kms_key ? module.kms.key_arn : try(encryption_config.value.provider_key_arn, null)
      }
    }
  }
}

# terraform-aws-modules/ecr/aws: a repository of images.

variable "create" { default = true }
variable "create_repository" { default = true }
variable "repository_type" { default = "private" }
variable "repository_name" { default = null }
variable "repository_image_tag_mutability" { default = "IMMUTABLE" }
variable "repository_image_scan_on_push" { default = true }
variable "repository_encryption_type" { default = null }
variable "repository_kms_key" { default = null }
variable "repository_force_delete" { default = null }
variable "create_repository_policy" { default = true }
variable "repository_policy" { default = null }

resource "aws_ecr_repository" "this" {
  count                = var.create && var.create_repository && var.repository_type == "private" ? 1 : 0
  name                 = var.repository_name
  image_tag_mutability = var.repository_image_tag_mutability
  force_delete         = var.repository_force_delete
  image_scanning_configuration {
    scan_on_push = var.repository_image_scan_on_push
  }
  dynamic "encryption_configuration" {
    for_each = var.repository_encryption_type != null ? [1] : []
    content {
      encryption_type = var.repository_encryption_type
      kms_key         = var.repository_kms_key
    }
  }
}

resource "aws_ecr_repository_policy" "this" {
  count      = var.create && var.create_repository_policy && var.repository_policy != null ? 1 : 0
  repository = one(aws_ecr_repository.this[*].name)
  policy     = var.repository_policy
}

output "repository_arn" { value = one(aws_ecr_repository.this[*].arn) }
output "repository_url" { value = one(aws_ecr_repository.this[*].repository_url) }

# terraform-aws-modules/s3-bucket/aws, 1 and 2: all is written in the bucket itself, and its access list is private.

variable "acl" { default = "private" }

resource "aws_s3_bucket" "this" {
  acl = var.acl == "null" ? null : var.acl
  dynamic "versioning" {
    for_each = length(var.versioning) > 0 ? [var.versioning] : []
    content {
      enabled    = try(versioning.value.enabled, null)
      mfa_delete = try(versioning.value.mfa_delete, null)
    }
  }
  dynamic "server_side_encryption_configuration" {
    for_each = length(var.server_side_encryption_configuration) > 0 ? [var.server_side_encryption_configuration] : []
    content {
      dynamic "rule" {
        for_each = flatten([try(server_side_encryption_configuration.value.rule, [])])
        content {
          dynamic "apply_server_side_encryption_by_default" {
            for_each = flatten([try(rule.value.apply_server_side_encryption_by_default, [])])
            content {
              sse_algorithm     = apply_server_side_encryption_by_default.value.sse_algorithm
              kms_master_key_id = try(apply_server_side_encryption_by_default.value.kms_master_key_id, null)
            }
          }
        }
      }
    }
  }
  dynamic "logging" {
    for_each = length(var.logging) > 0 ? [var.logging] : []
    content {
      target_bucket = logging.value.target_bucket
      target_prefix = try(logging.value.target_prefix, null)
    }
  }
  dynamic "lifecycle_rule" {
    for_each = var.lifecycle_rule
    content {
      id                                     = try(lifecycle_rule.value.id, null)
      enabled                                = lifecycle_rule.value.enabled
      abort_incomplete_multipart_upload_days = try(lifecycle_rule.value.abort_incomplete_multipart_upload_days, null)
      dynamic "expiration" {
        for_each = flatten([try(lifecycle_rule.value.expiration, [])])
        content {
          days = try(expiration.value.days, null)
        }
      }
    }
  }
  dynamic "website" {
    for_each = length(var.website) > 0 ? [var.website] : []
    content {
      index_document           = try(website.value.index_document, null)
      redirect_all_requests_to = try(website.value.redirect_all_requests_to, null)
    }
  }
  dynamic "cors_rule" {
    for_each = var.cors_rule
    content {
      allowed_methods = cors_rule.value.allowed_methods
      allowed_origins = cors_rule.value.allowed_origins
      allowed_headers = try(cors_rule.value.allowed_headers, null)
    }
  }
  dynamic "replication_configuration" {
    for_each = length(var.replication_configuration) > 0 ? [var.replication_configuration] : []
    content {
      role = replication_configuration.value.role
      dynamic "rules" {
        for_each = flatten([try(replication_configuration.value.rules, [])])
        content {
          status = rules.value.status
        }
      }
    }
  }
  dynamic "object_lock_configuration" {
    for_each = length(var.object_lock_configuration) > 0 ? [var.object_lock_configuration] : []
    content {
      object_lock_enabled = object_lock_configuration.value.object_lock_enabled
      dynamic "rule" {
        for_each = flatten([try(object_lock_configuration.value.rule, [])])
        content {
          default_retention {
            mode  = rule.value.default_retention.mode
            days  = try(rule.value.default_retention.days, null)
            years = try(rule.value.default_retention.years, null)
          }
        }
      }
    }
  }
}

resource "aws_s3_bucket_acl" "this" { count = 0 }
resource "aws_s3_bucket_versioning" "this" { count = 0 }
resource "aws_s3_bucket_server_side_encryption_configuration" "this" { count = 0 }
resource "aws_s3_bucket_logging" "this" { count = 0 }
resource "aws_s3_bucket_lifecycle_configuration" "this" { count = 0 }
resource "aws_s3_bucket_website_configuration" "this" { count = 0 }
resource "aws_s3_bucket_cors_configuration" "this" { count = 0 }
resource "aws_s3_bucket_replication_configuration" "this" { count = 0 }
resource "aws_s3_bucket_object_lock_configuration" "this" { count = 0 }

output "this_s3_bucket_id" { value = one(aws_s3_bucket.this[*].id) }
output "this_s3_bucket_arn" { value = one(aws_s3_bucket.this[*].arn) }
output "this_s3_bucket_bucket_domain_name" { value = one(aws_s3_bucket.this[*].bucket_domain_name) }
output "this_s3_bucket_bucket_regional_domain_name" { value = one(aws_s3_bucket.this[*].bucket_regional_domain_name) }

# terraform-aws-modules/dynamodb-table/aws: a table.

variable "create_table" { default = true }
variable "name" { default = null }
variable "autoscaling_enabled" { default = false }
variable "server_side_encryption_enabled" { default = false }
variable "server_side_encryption_kms_key_arn" { default = null }
variable "point_in_time_recovery_enabled" { default = false }
variable "deletion_protection_enabled" { default = null }

resource "aws_dynamodb_table" "this" {
  count                       = var.create_table && !var.autoscaling_enabled ? 1 : 0
  name                        = var.name
  deletion_protection_enabled = var.deletion_protection_enabled
  point_in_time_recovery {
    enabled = var.point_in_time_recovery_enabled
  }
  server_side_encryption {
    enabled     = var.server_side_encryption_enabled
    kms_key_arn = var.server_side_encryption_kms_key_arn
  }
}

resource "aws_dynamodb_table" "autoscaled" {
  count                       = var.create_table && var.autoscaling_enabled ? 1 : 0
  name                        = var.name
  deletion_protection_enabled = var.deletion_protection_enabled
  point_in_time_recovery {
    enabled = var.point_in_time_recovery_enabled
  }
  server_side_encryption {
    enabled     = var.server_side_encryption_enabled
    kms_key_arn = var.server_side_encryption_kms_key_arn
  }
}

output "dynamodb_table_arn" { value = try(aws_dynamodb_table.this[0].arn, aws_dynamodb_table.autoscaled[0].arn) }
output "dynamodb_table_id" { value = try(aws_dynamodb_table.this[0].id, aws_dynamodb_table.autoscaled[0].id) }

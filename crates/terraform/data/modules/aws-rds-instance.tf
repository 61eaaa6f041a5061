# terraform-aws-modules/rds/aws//modules/db_instance.

variable "create" { default = true }
variable "identifier" {}
variable "engine" { default = null }
variable "engine_version" { default = null }
variable "instance_class" { default = null }
variable "username" { default = null }
variable "password" { default = null }
variable "manage_master_user_password" { default = true }
variable "port" { default = null }
variable "storage_encrypted" { default = true }
variable "kms_key_id" { default = null }
variable "publicly_accessible" { default = false }
variable "vpc_security_group_ids" { default = [] }
variable "db_subnet_group_name" { default = null }
variable "multi_az" { default = false }
variable "iam_database_authentication_enabled" { default = false }
variable "backup_retention_period" { default = null }
variable "delete_automated_backups" { default = true }
variable "deletion_protection" { default = false }
variable "skip_final_snapshot" { default = false }
variable "copy_tags_to_snapshot" { default = false }
variable "auto_minor_version_upgrade" { default = true }
variable "ca_cert_identifier" { default = null }
variable "enabled_cloudwatch_logs_exports" { default = [] }
variable "monitoring_interval" { default = 0 }
variable "performance_insights_enabled" { default = false }
variable "performance_insights_kms_key_id" { default = null }
variable "replicate_source_db" { default = null }
variable "snapshot_identifier" { default = null }

resource "aws_db_instance" "this" {
  count                               = var.create ? 1 : 0
  identifier                          = var.identifier
  engine                              = var.engine
  engine_version                      = var.engine_version
  instance_class                      = var.instance_class
  username                            = var.username
  password                            = var.manage_master_user_password ? null : var.password
  manage_master_user_password         = var.manage_master_user_password ? true : null
  port                                = var.port
  storage_encrypted                   = var.storage_encrypted
  kms_key_id                          = var.kms_key_id
  publicly_accessible                 = var.publicly_accessible
  vpc_security_group_ids              = var.vpc_security_group_ids
  db_subnet_group_name                = var.db_subnet_group_name
  multi_az                            = var.multi_az
  iam_database_authentication_enabled = var.iam_database_authentication_enabled
  backup_retention_period             = var.backup_retention_period
  delete_automated_backups            = var.delete_automated_backups
  deletion_protection                 = var.deletion_protection
  skip_final_snapshot                 = var.skip_final_snapshot
  copy_tags_to_snapshot               = var.copy_tags_to_snapshot
  auto_minor_version_upgrade          = var.auto_minor_version_upgrade
  ca_cert_identifier                  = var.ca_cert_identifier
  enabled_cloudwatch_logs_exports     = var.enabled_cloudwatch_logs_exports
  monitoring_interval                 = var.monitoring_interval
  performance_insights_enabled        = var.performance_insights_enabled
  performance_insights_kms_key_id     = var.performance_insights_enabled ? var.performance_insights_kms_key_id : null
  replicate_source_db                 = var.replicate_source_db
  snapshot_identifier                 = var.snapshot_identifier
}

output "db_instance_identifier" { value = one(aws_db_instance.this[*].identifier) }
output "db_instance_arn" { value = one(aws_db_instance.this[*].arn) }
output "db_instance_endpoint" { value = one(aws_db_instance.this[*].endpoint) }
output "db_instance_address" { value = one(aws_db_instance.this[*].address) }

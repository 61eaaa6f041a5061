# terraform-aws-modules/ec2-instance/aws, from 6 on: one machine.

variable "create" { default = true }
variable "name" { default = null }
variable "ami" { default = null }
variable "instance_type" { default = "t3.micro" }
variable "subnet_id" { default = null }
variable "vpc_security_group_ids" { default = null }
variable "associate_public_ip_address" { default = null }
variable "iam_instance_profile" { default = null }
variable "create_iam_instance_profile" { default = false }
variable "key_name" { default = null }
variable "monitoring" { default = null }
variable "ebs_optimized" { default = null }
variable "user_data" { default = null }
variable "user_data_base64" { default = null }
variable "metadata_options" { default = { http_endpoint = "enabled", http_put_response_hop_limit = 1, http_tokens = "required" } }
variable "root_block_device" { default = null }
variable "ebs_block_device" { default = [] }

resource "aws_instance" "this" {
  count                       = var.create ? 1 : 0
  ami                         = var.ami
  instance_type               = var.instance_type
  subnet_id                   = var.subnet_id
  vpc_security_group_ids      = var.vpc_security_group_ids
  associate_public_ip_address = var.associate_public_ip_address
  iam_instance_profile        = var.create_iam_instance_profile ? one(aws_iam_instance_profile.this[*].name) : var.iam_instance_profile
  key_name                    = var.key_name
  monitoring                  = var.monitoring
  ebs_optimized               = var.ebs_optimized
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  dynamic "metadata_options" {
    for_each = length(var.metadata_options) > 0 ? [var.metadata_options] : []
    content {
      http_endpoint               = try(metadata_options.value.http_endpoint, "enabled")
      http_tokens                 = try(metadata_options.value.http_tokens, null)
      http_put_response_hop_limit = try(metadata_options.value.http_put_response_hop_limit, null)
    }
  }
  dynamic "root_block_device" {
    for_each = var.root_block_device == null ? [] : flatten([var.root_block_device])
    content {
      encrypted  = try(root_block_device.value.encrypted, null)
      kms_key_id = try(root_block_device.value.kms_key_id, null)
    }
  }
  dynamic "ebs_block_device" {
    for_each = var.ebs_block_device
    content {
      device_name = try(ebs_block_device.value.device_name, null)
      encrypted   = try(ebs_block_device.value.encrypted, null)
      kms_key_id  = try(ebs_block_device.value.kms_key_id, null)
    }
  }
}

resource "aws_iam_instance_profile" "this" {
  count = var.create && var.create_iam_instance_profile ? 1 : 0
}

output "id" { value = one(aws_instance.this[*].id) }
output "arn" { value = one(aws_instance.this[*].arn) }
output "private_ip" { value = one(aws_instance.this[*].private_ip) }
output "public_ip" { value = one(aws_instance.this[*].public_ip) }

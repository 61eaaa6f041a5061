# terraform-aws-modules/ec2-instance/aws, 2: several machines, in one of several subnets each.

variable "instance_count" { default = 1 }
variable "instance_type" {}
variable "subnet_id" { default = "" }
variable "subnet_ids" { default = [] }
variable "monitoring" { default = false }
variable "ebs_optimized" { default = false }
variable "root_block_device" { default = [] }
variable "iam_instance_profile" { default = "" }

locals {
  subnets = length(var.subnet_ids) > 0 ? var.subnet_ids : compact([var.subnet_id])
}

resource "aws_instance" "this" {
  count                = var.instance_count
  subnet_id            = length(local.subnets) > 0 ? element(local.subnets, count.index) : null
  iam_instance_profile = var.iam_instance_profile == "" ? null : var.iam_instance_profile
}

resource "aws_iam_instance_profile" "this" {
  count = 0
}

output "id" { value = aws_instance.this[*].id }
output "arn" { value = aws_instance.this[*].arn }
output "private_ip" { value = aws_instance.this[*].private_ip }
output "public_ip" { value = aws_instance.this[*].public_ip }

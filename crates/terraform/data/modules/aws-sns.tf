# terraform-aws-modules/sns/aws, from 5 on: a topic.

variable "create" { default = true }
variable "name" { default = null }
variable "kms_master_key_id" { default = null }
variable "topic_policy" { default = null }
variable "create_topic_policy" { default = true }

resource "aws_sns_topic" "this" {
  count             = var.create ? 1 : 0
  name              = var.name
  kms_master_key_id = var.kms_master_key_id
}

resource "aws_sns_topic_policy" "this" {
  count  = var.create && var.create_topic_policy && var.topic_policy != null ? 1 : 0
  arn    = aws_sns_topic.this[0].arn
  policy = var.topic_policy
}

output "topic_arn" { value = one(aws_sns_topic.this[*].arn) }
output "topic_name" { value = one(aws_sns_topic.this[*].name) }

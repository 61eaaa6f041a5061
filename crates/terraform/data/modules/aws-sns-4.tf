# terraform-aws-modules/sns/aws, 2 to 4: the policy is the topic's own attribute.

variable "create_sns_topic" { default = true }
variable "kms_master_key_id" { default = "" }
variable "policy" { default = null }

resource "aws_sns_topic" "this" {
  count             = var.create_sns_topic ? 1 : 0
  kms_master_key_id = var.kms_master_key_id == "" ? null : var.kms_master_key_id
  policy            = var.policy == "" ? null : var.policy
}

resource "aws_sns_topic_policy" "this" {
  count = 0
}

output "sns_topic_arn" { value = one(aws_sns_topic.this[*].arn) }
output "sns_topic_name" { value = one(aws_sns_topic.this[*].name) }
output "this_sns_topic_arn" { value = one(aws_sns_topic.this[*].arn) }

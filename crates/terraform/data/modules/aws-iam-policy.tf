# terraform-aws-modules/iam/aws//modules/iam-policy, 5.

variable "create_policy" { default = true }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "path" { default = "/" }
variable "description" { default = "IAM Policy" }
variable "policy" { default = "" }

resource "aws_iam_policy" "policy" {
  count       = var.create_policy ? 1 : 0
  name        = var.name
  name_prefix = var.name_prefix
  path        = var.path
  description = var.description
  policy      = var.policy
}

output "id" { value = one(aws_iam_policy.policy[*].id) }
output "arn" { value = one(aws_iam_policy.policy[*].arn) }
output "name" { value = one(aws_iam_policy.policy[*].name) }

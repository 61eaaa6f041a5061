# terraform-aws-modules/iam/aws//modules/iam-group-with-policies, 5: other names, and policies in two lists. What members may
# do with their own user is as from 6 on.

variable "create_group" { default = true }
variable "group_users" { default = [] }
variable "custom_group_policy_arns" { default = [] }
variable "custom_group_policies" { default = [] }
variable "attach_iam_self_management_policy" { default = true }

variable "create" { default = var.create_group }
variable "users" { default = var.group_users }
variable "enable_self_management_permissions" { default = var.attach_iam_self_management_policy }
variable "policies" { default = {} }
variable "permission_statements" { default = [] }

resource "aws_iam_group_policy_attachment" "custom_arns" {
  count      = length(var.custom_group_policy_arns)
  group      = aws_iam_group.this[0].id
  policy_arn = var.custom_group_policy_arns[count.index]
}

resource "aws_iam_policy" "custom" {
  count  = length(var.custom_group_policies)
  name   = var.custom_group_policies[count.index].name
  policy = var.custom_group_policies[count.index].policy
}

resource "aws_iam_group_policy_attachment" "custom" {
  count      = length(var.custom_group_policies)
  group      = aws_iam_group.this[0].id
  policy_arn = aws_iam_policy.custom[count.index].arn
}

output "group_name" { value = one(aws_iam_group.this[*].name) }
output "group_arn" { value = one(aws_iam_group.this[*].arn) }

# terraform-aws-modules/iam/aws//modules/iam-user, from 6 on: other names than before.

variable "create" { default = true }
variable "create_login_profile" { default = true }
variable "create_access_key" { default = true }
variable "pgp_key" { default = null }
variable "policies" { default = {} }
variable "permissions_boundary" { default = null }

resource "aws_iam_user" "this" {
  count = var.create ? 1 : 0
}

resource "aws_iam_user_login_profile" "this" {
  count = var.create && var.create_login_profile ? 1 : 0
}

resource "aws_iam_access_key" "this" {
  count = var.create && var.create_access_key ? 1 : 0
}

resource "aws_iam_access_key" "this_no_pgp" {
  count = 0
}

resource "aws_iam_user_policy_attachment" "this" {
  for_each = { for key, arn in var.policies : key => arn if var.create }
}

output "arn" { value = one(aws_iam_user.this[*].arn) }
output "name" { value = one(aws_iam_user.this[*].name) }

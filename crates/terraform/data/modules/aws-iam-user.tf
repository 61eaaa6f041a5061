# terraform-aws-modules/iam/aws//modules/iam-user, 5: a user, with a password and a key unless refused.

variable "create_user" { default = true }
variable "create_iam_user_login_profile" { default = true }
variable "create_iam_access_key" { default = true }
variable "name" {}
variable "force_destroy" { default = false }
variable "password_reset_required" { default = true }
variable "pgp_key" { default = "" }
variable "policy_arns" { default = [] }
variable "permissions_boundary" { default = "" }

resource "aws_iam_user" "this" {
  count                = var.create_user ? 1 : 0
  name                 = var.name
  force_destroy        = var.force_destroy
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_user_login_profile" "this" {
  count                   = var.create_user && var.create_iam_user_login_profile ? 1 : 0
  user                    = aws_iam_user.this[0].name
  pgp_key                 = var.pgp_key
  password_reset_required = var.password_reset_required
}

resource "aws_iam_access_key" "this" {
  count   = var.create_user && var.create_iam_access_key && var.pgp_key != "" ? 1 : 0
  user    = aws_iam_user.this[0].name
  pgp_key = var.pgp_key
}

resource "aws_iam_access_key" "this_no_pgp" {
  count = var.create_user && var.create_iam_access_key && var.pgp_key == "" ? 1 : 0
  user  = aws_iam_user.this[0].name
}

resource "aws_iam_user_policy_attachment" "this" {
  for_each   = var.create_user ? toset(var.policy_arns) : []
  user       = aws_iam_user.this[0].name
  policy_arn = each.value
}

output "iam_user_name" { value = one(aws_iam_user.this[*].name) }
output "iam_user_arn" { value = one(aws_iam_user.this[*].arn) }

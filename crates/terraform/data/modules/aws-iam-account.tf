# terraform-aws-modules/iam/aws//modules/iam-account, 5: the alias of the account and what its passwords must be.

variable "account_alias" {}
variable "create_account_password_policy" { default = true }
variable "minimum_password_length" { default = 8 }
variable "max_password_age" { default = 0 }
variable "allow_users_to_change_password" { default = true }
variable "hard_expiry" { default = false }
variable "password_reuse_prevention" { default = null }
variable "require_lowercase_characters" { default = true }
variable "require_uppercase_characters" { default = true }
variable "require_numbers" { default = true }
variable "require_symbols" { default = true }

resource "aws_iam_account_alias" "this" {
  account_alias = var.account_alias
}

resource "aws_iam_account_password_policy" "this" {
  count                          = var.create_account_password_policy ? 1 : 0
  minimum_password_length        = var.minimum_password_length
  max_password_age               = var.max_password_age
  allow_users_to_change_password = var.allow_users_to_change_password
  hard_expiry                    = var.hard_expiry
  password_reuse_prevention      = var.password_reuse_prevention
  require_lowercase_characters   = var.require_lowercase_characters
  require_uppercase_characters   = var.require_uppercase_characters
  require_numbers                = var.require_numbers
  require_symbols                = var.require_symbols
}

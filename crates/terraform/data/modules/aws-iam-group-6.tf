# terraform-aws-modules/iam/aws//modules/iam-group, from 6 on: a group, who is in it and what it may do.

variable "create" { default = true }
variable "name" { default = "" }
variable "path" { default = null }
variable "users" { default = [] }
variable "create_policy" { default = true }
variable "enable_self_management_permissions" { default = true }
variable "enable_mfa_enforcement" { default = true }
variable "permission_statements" { default = [] }
variable "policies" { default = {} }
variable "users_account_id" { default = null }

data "aws_caller_identity" "current" {}

locals {
  statements = var.permission_statements == null ? [] : values({ for i, s in var.permission_statements : i => s })
  own_policy = var.create && var.create_policy && (var.enable_self_management_permissions || length(local.statements) > 0)
  account    = var.users_account_id == null ? data.aws_caller_identity.current.account_id : var.users_account_id
  own        = ["arn:aws:iam::${local.account}:user/$${aws:username}", "arn:aws:iam::${local.account}:user/*/$${aws:username}"]
}

resource "aws_iam_group" "this" {
  count = var.create ? 1 : 0
  name  = var.name
  path  = var.path
}

resource "aws_iam_group_membership" "this" {
  count = var.create && length(var.users) > 0 ? 1 : 0
  group = aws_iam_group.this[0].id
  name  = var.name
  users = var.users
}

data "aws_iam_policy_document" "this" {
  dynamic "statement" {
    for_each = var.enable_self_management_permissions ? [1] : []
    content {
      actions   = ["iam:GetAccountSummary", "iam:GetAccountPasswordPolicy", "iam:ListAccountAliases", "iam:ListVirtualMFADevices"]
      resources = ["*"]
    }
  }
  dynamic "statement" {
    for_each = var.enable_self_management_permissions ? [1] : []
    content {
      actions   = ["iam:ChangePassword", "iam:GetLoginProfile", "iam:GetUser", "iam:UpdateLoginProfile", "iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:UpdateAccessKey", "iam:DeactivateMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices", "iam:ResyncMFADevice"]
      resources = local.own
    }
  }
  dynamic "statement" {
    for_each = var.enable_self_management_permissions && var.enable_mfa_enforcement ? [1] : []
    content {
      effect      = "Deny"
      not_actions = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken", "iam:ChangePassword"]
      resources   = ["*"]
      condition {
        test     = "BoolIfExists"
        variable = "aws:MultiFactorAuthPresent"
        values   = ["false"]
      }
    }
  }
  dynamic "statement" {
    for_each = local.statements
    content {
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
      dynamic "condition" {
        for_each = try(statement.value.condition, null) == null ? [] : statement.value.condition
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "this" {
  count  = local.own_policy ? 1 : 0
  policy = data.aws_iam_policy_document.this.json
}

resource "aws_iam_group_policy_attachment" "this" {
  count      = local.own_policy ? 1 : 0
  group      = aws_iam_group.this[0].id
  policy_arn = aws_iam_policy.this[0].arn
}

resource "aws_iam_group_policy_attachment" "additional" {
  for_each   = { for key, arn in var.policies : key => arn if var.create }
  group      = aws_iam_group.this[0].id
  policy_arn = each.value
}

output "id" { value = one(aws_iam_group.this[*].id) }
output "arn" { value = one(aws_iam_group.this[*].arn) }
output "name" { value = one(aws_iam_group.this[*].name) }
output "users" { value = one(aws_iam_group_membership.this[*].users) }

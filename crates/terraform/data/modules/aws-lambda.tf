# terraform-aws-modules/lambda/aws, from 3 on: a function with its role, its address, its log and who may call it.

variable "create" { default = true }
variable "create_function" { default = true }
variable "create_layer" { default = false }
variable "create_role" { default = true }
variable "create_lambda_function_url" { default = false }
variable "function_name" { default = "" }
variable "handler" { default = "" }
variable "runtime" { default = "" }
variable "package_type" { default = "Zip" }
variable "image_uri" { default = null }
variable "lambda_role" { default = "" }
variable "code_signing_config_arn" { default = null }
variable "kms_key_arn" { default = null }
variable "reserved_concurrent_executions" { default = -1 }
variable "dead_letter_target_arn" { default = null }
variable "environment_variables" { default = {} }
variable "tracing_mode" { default = null }
variable "vpc_subnet_ids" { default = null }
variable "vpc_security_group_ids" { default = null }
variable "authorization_type" { default = "NONE" }
variable "allowed_triggers" { default = {} }
variable "create_unqualified_alias_allowed_triggers" { default = true }
variable "use_existing_cloudwatch_log_group" { default = false }
variable "cloudwatch_logs_retention_in_days" { default = null }
variable "cloudwatch_logs_kms_key_id" { default = null }
variable "role_name" { default = null }
variable "role_permissions_boundary" { default = null }
variable "attach_network_policy" { default = false }
variable "attach_policy_json" { default = false }
variable "policy_json" { default = null }
variable "attach_policy_jsons" { default = false }
variable "policy_jsons" { default = [] }
variable "attach_policy" { default = false }
variable "policy" { default = null }
variable "attach_policies" { default = false }
variable "policies" { default = [] }
variable "attach_policy_statements" { default = false }
variable "policy_statements" { default = {} }

locals {
  runs     = var.create && var.create_function && !var.create_layer
  has_role = local.runs && var.create_role
  attached = concat(
    var.attach_policy ? [var.policy] : [],
    var.attach_policies ? var.policies : [],
    var.attach_network_policy ? ["arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess"] : [],
  )
  inline = concat(var.attach_policy_json ? [var.policy_json] : [], var.attach_policy_jsons ? var.policy_jsons : [])
}

resource "aws_lambda_function" "this" {
  count                          = local.runs ? 1 : 0
  function_name                  = var.function_name
  role                           = var.create_role ? aws_iam_role.lambda[0].arn : var.lambda_role
  handler                        = var.package_type == "Zip" ? var.handler : null
  runtime                        = var.package_type == "Zip" ? var.runtime : null
  package_type                   = var.package_type
  image_uri                      = var.image_uri
  kms_key_arn                    = var.kms_key_arn
  code_signing_config_arn        = var.code_signing_config_arn
  reserved_concurrent_executions = var.reserved_concurrent_executions
  dynamic "environment" {
    for_each = length(keys(var.environment_variables)) == 0 ? [] : [true]
    content {
      variables = var.environment_variables
    }
  }
  dynamic "dead_letter_config" {
    for_each = var.dead_letter_target_arn == null ? [] : [true]
    content {
      target_arn = var.dead_letter_target_arn
    }
  }
  dynamic "tracing_config" {
    for_each = var.tracing_mode == null ? [] : [true]
    content {
      mode = var.tracing_mode
    }
  }
  dynamic "vpc_config" {
    for_each = var.vpc_subnet_ids != null && var.vpc_security_group_ids != null ? [true] : []
    content {
      subnet_ids         = var.vpc_subnet_ids
      security_group_ids = var.vpc_security_group_ids
    }
  }
}

resource "aws_lambda_function_url" "this" {
  count              = local.runs && var.create_lambda_function_url ? 1 : 0
  function_name      = aws_lambda_function.this[0].function_name
  authorization_type = var.authorization_type
}

resource "aws_lambda_permission" "unqualified_alias_triggers" {
  for_each       = { for k, v in var.allowed_triggers : k => v if local.runs && var.create_unqualified_alias_allowed_triggers }
  function_name  = aws_lambda_function.this[0].function_name
  action         = try(each.value.action, "lambda:InvokeFunction")
  principal      = try(each.value.principal, "${each.value.service}.amazonaws.com", null)
  source_arn     = try(each.value.source_arn, null)
  source_account = try(each.value.source_account, null)
}

resource "aws_cloudwatch_log_group" "lambda" {
  count             = local.runs && !var.use_existing_cloudwatch_log_group ? 1 : 0
  name              = "/aws/lambda/${var.function_name}"
  retention_in_days = var.cloudwatch_logs_retention_in_days
  kms_key_id        = var.cloudwatch_logs_kms_key_id
}

data "aws_iam_policy_document" "assume_role" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "lambda" {
  count                = local.has_role ? 1 : 0
  name                 = var.role_name == null ? var.function_name : var.role_name
  assume_role_policy   = data.aws_iam_policy_document.assume_role.json
  permissions_boundary = var.role_permissions_boundary
}

resource "aws_iam_role_policy_attachment" "additional" {
  count      = local.has_role ? length(local.attached) : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = local.attached[count.index]
}

resource "aws_iam_role_policy" "additional_json" {
  count  = local.has_role ? length(local.inline) : 0
  role   = aws_iam_role.lambda[0].name
  policy = local.inline[count.index]
}

data "aws_iam_policy_document" "additional_inline" {
  dynamic "statement" {
    for_each = var.policy_statements
    content {
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
      dynamic "condition" {
        for_each = try(statement.value.condition, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "additional_inline" {
  count  = local.has_role && var.attach_policy_statements ? 1 : 0
  role   = aws_iam_role.lambda[0].name
  policy = data.aws_iam_policy_document.additional_inline.json
}

output "lambda_function_arn" { value = one(aws_lambda_function.this[*].arn) }
output "lambda_function_invoke_arn" { value = one(aws_lambda_function.this[*].invoke_arn) }
output "lambda_function_name" { value = one(aws_lambda_function.this[*].function_name) }
output "lambda_function_url" { value = one(aws_lambda_function_url.this[*].function_url) }
output "lambda_role_arn" { value = one(aws_iam_role.lambda[*].arn) }
output "lambda_role_name" { value = one(aws_iam_role.lambda[*].name) }

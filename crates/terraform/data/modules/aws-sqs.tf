# terraform-aws-modules/sqs/aws, from 4 on: a queue, its dead letters, its policy.

variable "create" { default = true }
variable "name" { default = null }
variable "sqs_managed_sse_enabled" { default = true }
variable "kms_master_key_id" { default = null }
variable "create_queue_policy" { default = false }
variable "queue_policy_statements" { default = {} }
variable "source_queue_policy_documents" { default = [] }
variable "create_dlq" { default = false }
variable "dlq_sqs_managed_sse_enabled" { default = true }
variable "dlq_kms_master_key_id" { default = null }

data "aws_iam_policy_document" "this" {
  source_policy_documents = var.source_queue_policy_documents
  dynamic "statement" {
    for_each = var.queue_policy_statements == null ? {} : var.queue_policy_statements
    content {
      sid       = try(statement.value.sid, statement.key)
      effect    = try(statement.value.effect, null)
      actions   = try(statement.value.actions, null)
      resources = try(statement.value.resources, [aws_sqs_queue.this[0].arn])
      dynamic "principals" {
        for_each = try(statement.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = try(statement.value.conditions, statement.value.condition, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_sqs_queue" "this" {
  count                   = var.create ? 1 : 0
  name                    = var.name
  sqs_managed_sse_enabled = var.kms_master_key_id != null ? null : var.sqs_managed_sse_enabled
  kms_master_key_id       = var.kms_master_key_id
}

resource "aws_sqs_queue_policy" "this" {
  count     = var.create && var.create_queue_policy ? 1 : 0
  queue_url = aws_sqs_queue.this[0].url
  policy    = data.aws_iam_policy_document.this.json
}

resource "aws_sqs_queue" "dlq" {
  count                   = var.create && var.create_dlq ? 1 : 0
  sqs_managed_sse_enabled = var.dlq_kms_master_key_id != null ? null : var.dlq_sqs_managed_sse_enabled
  kms_master_key_id       = var.dlq_kms_master_key_id
}

output "queue_arn" { value = one(aws_sqs_queue.this[*].arn) }
output "queue_id" { value = one(aws_sqs_queue.this[*].id) }
output "queue_url" { value = one(aws_sqs_queue.this[*].url) }

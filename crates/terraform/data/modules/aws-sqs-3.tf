# terraform-aws-modules/sqs/aws, 2 and 3: the policy is the queue's own attribute.

variable "sqs_managed_sse_enabled" { default = null }
variable "policy" { default = "" }

resource "aws_sqs_queue" "this" {
  policy = var.policy == "" ? null : var.policy
}

output "sqs_queue_arn" { value = one(aws_sqs_queue.this[*].arn) }
output "sqs_queue_id" { value = one(aws_sqs_queue.this[*].id) }

# terraform-aws-modules/iam/aws//modules/iam-policy, from 6 on: another name of the switch.

variable "create" { default = true }

resource "aws_iam_policy" "policy" {
  count = var.create ? 1 : 0
}

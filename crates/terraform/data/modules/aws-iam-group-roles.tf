# terraform-aws-modules/iam/aws//modules/iam-group-with-assumable-roles-policy, 5: a group whose members may take on roles.

variable "name" {}
variable "path" { default = "/" }
variable "assumable_roles" { default = [] }
variable "group_users" { default = [] }

data "aws_iam_policy_document" "assume_role" {
  statement {
    actions   = ["sts:AssumeRole"]
    resources = var.assumable_roles
  }
}

resource "aws_iam_policy" "this" {
  policy = data.aws_iam_policy_document.assume_role.json
}

resource "aws_iam_group" "this" {
  name = var.name
  path = var.path
}

resource "aws_iam_group_policy_attachment" "this" {
  group      = aws_iam_group.this.id
  policy_arn = aws_iam_policy.this.id
}

resource "aws_iam_group_membership" "this" {
  count = length(var.group_users) > 0 ? 1 : 0
  group = aws_iam_group.this.id
  name  = var.name
  users = var.group_users
}

output "group_name" { value = aws_iam_group.this.name }
output "group_arn" { value = aws_iam_group.this.arn }

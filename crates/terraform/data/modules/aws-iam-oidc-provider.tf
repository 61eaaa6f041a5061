# terraform-aws-modules/iam/aws//modules/iam-oidc-provider, from 6 on, which was iam-github-oidc-provider: whose tokens are believed.

variable "create" { default = true }
variable "url" { default = "https://token.actions.githubusercontent.com" }
variable "client_id_list" { default = [] }

resource "aws_iam_openid_connect_provider" "this" {
  count          = var.create ? 1 : 0
  url            = var.url
  client_id_list = length(var.client_id_list) > 0 ? var.client_id_list : ["sts.amazonaws.com"]
}

output "arn" { value = one(aws_iam_openid_connect_provider.this[*].arn) }
output "url" { value = var.url }

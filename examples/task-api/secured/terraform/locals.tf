locals {
  name         = "task-api-${var.environment}"
  account_root = "arn:aws:iam::${var.account_id}:root"

  # Identity Center keeps its roles under a path that names the region.
  platform_role_arn = "arn:aws:iam::${var.account_id}:role/aws-reserved/sso.amazonaws.com/${var.region}/${var.platform_role_name}"

  zones = { for index, zone in var.availability_zones : zone => index }

  tags = {
    Application = "task-api"
    Environment = var.environment
    ManagedBy   = "terraform"
  }

  # Each endpoint with the condition that keeps it to this account. A web identity has no
  # account before it takes on a role, so that STS is bound to the account of the role.
  interface_services = {
    "ecr.api"        = "aws:PrincipalAccount"
    "ecr.dkr"        = "aws:PrincipalAccount"
    "logs"           = "aws:PrincipalAccount"
    "secretsmanager" = "aws:PrincipalAccount"
    "sts"            = "aws:ResourceAccount"
  }
}

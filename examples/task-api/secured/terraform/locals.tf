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

  interface_services = toset(["ecr.api", "ecr.dkr", "sts", "logs", "secretsmanager"])
}

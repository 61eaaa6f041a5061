locals {
  name         = "task-api-${var.environment}"
  account_root = "arn:aws:iam::${var.account_id}:root"
  zones        = { for index, zone in var.availability_zones : zone => index }

  tags = {
    Application = "task-api"
    Environment = var.environment
    ManagedBy   = "terraform"
  }

  interface_services = toset(["ecr.api", "ecr.dkr", "sts", "logs", "secretsmanager"])
}

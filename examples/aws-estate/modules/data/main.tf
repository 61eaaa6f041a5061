variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "oidc_provider_arn" {
  type = string
}

variable "oidc_issuer" {
  type = string
}

variable "backup_days" {
  description = "How many days back the database can be restored; 0 keeps no backup."
  type        = number
}

variable "production" {
  description = "Two zones, and no deletion by mistake."
  type        = bool
  default     = false
}

resource "aws_kms_key" "data" {
  description         = "Data of ${var.name}"
  enable_key_rotation = true
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "PostgreSQL of ${var.name}"
  vpc_id      = var.vpc_id
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_instance" "this" {
  identifier                          = var.name
  engine                              = "postgres"
  engine_version                      = "17.6"
  instance_class                      = "db.t4g.medium"
  allocated_storage                   = 20
  db_name                             = "orders"
  username                            = "orders"
  manage_master_user_password         = true
  db_subnet_group_name                = aws_db_subnet_group.this.name
  vpc_security_group_ids              = [aws_security_group.database.id]
  publicly_accessible                 = false
  storage_encrypted                   = true
  kms_key_id                          = aws_kms_key.data.arn
  iam_database_authentication_enabled = true
  backup_retention_period             = var.backup_days
  copy_tags_to_snapshot               = true
  multi_az                            = var.production
  deletion_protection                 = var.production
  skip_final_snapshot                 = !var.production
}

# The orders service signs in to the database as this role, through its ServiceAccount.
data "aws_iam_policy_document" "orders_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [var.oidc_provider_arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:sub"
      values   = ["system:serviceaccount:orders:orders"]
    }
    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "orders" {
  name               = "${var.name}-orders"
  assume_role_policy = data.aws_iam_policy_document.orders_trust.json
}

resource "aws_iam_role_policy" "orders" {
  name = "connect"
  role = aws_iam_role.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["rds-db:connect"]
      Resource = "arn:aws:rds-db:eu-west-1:604917283350:dbuser:${aws_db_instance.this.resource_id}/orders"
    }]
  })
}

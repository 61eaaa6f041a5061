# The values are written by the rotation function and never pass through Terraform.
resource "aws_secretsmanager_secret" "dapr" {
  name                    = "task-api/${var.environment}/dapr"
  description             = "Tokens between Task API and its sidecar, and the state encryption key"
  kms_key_id              = aws_kms_key.data.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret_policy" "dapr" {
  secret_arn          = aws_secretsmanager_secret.dapr.arn
  block_public_policy = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ReadByTaskApi"
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.task_api_secrets.arn }
      Action    = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
      Resource  = "*"
    }]
  })
}

resource "aws_secretsmanager_secret_rotation" "dapr" {
  secret_id           = aws_secretsmanager_secret.dapr.id
  rotation_lambda_arn = var.rotation_function_arn

  rotation_rules {
    automatically_after_days = 30
  }
}

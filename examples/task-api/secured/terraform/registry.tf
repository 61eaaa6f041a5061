resource "aws_ecr_repository" "task_api" {
  name                 = "task-api"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.data.arn
  }
}

resource "aws_ecr_repository_policy" "task_api" {
  repository = aws_ecr_repository.task_api.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "NodesPull"
        Effect    = "Allow"
        Principal = { AWS = aws_iam_role.node.arn }
        Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      },
      {
        Sid       = "OnlyThePipelinePushes"
        Effect    = "Allow"
        Principal = { AWS = aws_iam_role.publish.arn }
        Action    = ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]
      },
    ]
  })
}

resource "aws_ecr_lifecycle_policy" "task_api" {
  repository = aws_ecr_repository.task_api.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep the last hundred images"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 100 }
      action       = { type = "expire" }
    }]
  })
}

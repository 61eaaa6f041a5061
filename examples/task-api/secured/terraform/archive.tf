# A copy of the audit trail in the log archive, an account that nobody here can sign in to.
resource "aws_iam_role" "archive" {
  name               = "${local.name}-archive"
  assume_role_policy = data.aws_iam_policy_document.trust["archive"].json
}

resource "aws_iam_role_policy" "archive" {
  name = "copy-trail"
  role = aws_iam_role.archive.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadBucket"
        Effect   = "Allow"
        Action   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
        Resource = aws_s3_bucket.logs.arn
      },
      {
        Sid    = "ReadFiles"
        Effect = "Allow"
        Action = [
          "s3:GetObjectLegalHold",
          "s3:GetObjectRetention",
          "s3:GetObjectVersionForReplication",
          "s3:GetObjectVersionTagging",
        ]
        Resource = "${aws_s3_bucket.logs.arn}/*"
      },
      {
        Sid      = "WriteCopies"
        Effect   = "Allow"
        Action   = ["s3:ObjectOwnerOverrideToBucketOwner", "s3:ReplicateObject", "s3:ReplicateTags"]
        Resource = "${var.log_archive.bucket_arn}/*"
      },
      {
        Sid      = "Decrypt"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = aws_kms_key.logs.arn
      },
      {
        Sid      = "EncryptCopies"
        Effect   = "Allow"
        Action   = ["kms:Encrypt"]
        Resource = var.log_archive.key_arn
      },
    ]
  })
}

resource "aws_s3_bucket_replication_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  role   = aws_iam_role.archive.arn

  rule {
    id     = "everything"
    status = "Enabled"
    filter {}
    delete_marker_replication {
      status = "Disabled"
    }
    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }
    destination {
      bucket  = var.log_archive.bucket_arn
      account = var.log_archive.account_id
      access_control_translation {
        owner = "Destination"
      }
      encryption_configuration {
        replica_kms_key_id = var.log_archive.key_arn
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.logs]
}

# terraform-aws-modules/s3-bucket/aws, 3 before 3.9: public access is not blocked unless it is asked for.

variable "block_public_acls" { default = false }
variable "block_public_policy" { default = false }
variable "ignore_public_acls" { default = false }
variable "restrict_public_buckets" { default = false }
variable "object_ownership" { default = "ObjectWriter" }

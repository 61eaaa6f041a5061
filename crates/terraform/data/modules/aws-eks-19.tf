# terraform-aws-modules/eks/aws, 19: the ConfigMap aws-auth decides, and whoever creates the cluster administers it.

variable "kms_key_enable_default_policy" { default = false }

locals {
  has_entries = false
}

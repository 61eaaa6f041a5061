# terraform-aws-modules/rds/aws, 3 and 4: the caller gives the password; whether storage is encrypted is known where it is said.

variable "manage_master_user_password" { default = false }

variable "storage_encrypted" { default = undescribed.default }

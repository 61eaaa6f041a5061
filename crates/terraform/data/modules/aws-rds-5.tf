# terraform-aws-modules/rds/aws, 5: the password is made by the module, not kept by the service.

variable "manage_master_user_password" { default = false }
variable "create_random_password" { default = true }
variable "password" { default = var.create_random_password ? one(random_password.master_password[*].result) : null }

resource "random_password" "master_password" {
  count = var.create_db_instance && var.create_random_password ? 1 : 0
}

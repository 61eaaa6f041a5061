# terraform-aws-modules/vpc/aws, 2 and 3: public subnets hand out public addresses, the default group stays as AWS makes it.

variable "map_public_ip_on_launch" { default = true }
variable "manage_default_security_group" { default = false }
variable "enable_dns_hostnames" { default = false }
variable "manage_default_network_acl" { default = false }

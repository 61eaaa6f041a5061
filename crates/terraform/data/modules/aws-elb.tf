# terraform-aws-modules/elb/aws: a classic load balancer.

variable "create_elb" { default = true }
variable "name" { default = null }
variable "subnets" { default = [] }
variable "security_groups" { default = [] }
variable "internal" { default = false }
variable "cross_zone_load_balancing" { default = true }
variable "listener" { default = [] }
variable "access_logs" { default = {} }
variable "instances" { default = [] }

resource "aws_elb" "this" {
  count                     = var.create_elb ? 1 : 0
  name                      = var.name
  subnets                   = var.subnets
  security_groups           = var.security_groups
  internal                  = var.internal
  cross_zone_load_balancing = var.cross_zone_load_balancing
  dynamic "listener" {
    for_each = var.listener
    content {
      instance_port      = listener.value.instance_port
      instance_protocol  = listener.value.instance_protocol
      lb_port            = listener.value.lb_port
      lb_protocol        = listener.value.lb_protocol
      ssl_certificate_id = try(listener.value.ssl_certificate_id, null)
    }
  }
  dynamic "access_logs" {
    for_each = length(var.access_logs) > 0 ? [var.access_logs] : []
    content {
      bucket   = access_logs.value.bucket
      interval = try(access_logs.value.interval, null)
      enabled  = try(access_logs.value.enabled, true)
    }
  }
}

output "elb_id" { value = one(aws_elb.this[*].id) }
output "elb_dns_name" { value = one(aws_elb.this[*].dns_name) }

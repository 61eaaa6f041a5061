# terraform-aws-modules/alb/aws, from 9 on: a load balancer with its listeners and a group of its own.

variable "create" { default = true }
variable "name" { default = null }
variable "load_balancer_type" { default = "application" }
variable "internal" { default = null }
variable "vpc_id" { default = null }
variable "subnets" { default = [] }
variable "security_groups" { default = [] }
variable "enable_deletion_protection" { default = true }
variable "drop_invalid_header_fields" { default = true }
variable "desync_mitigation_mode" { default = null }
variable "access_logs" { default = {} }
variable "associate_web_acl" { default = false }
variable "web_acl_arn" { default = null }
variable "listeners" { default = {} }
variable "create_security_group" { default = true }
variable "security_group_ingress_rules" { default = {} }
variable "security_group_egress_rules" { default = {} }

locals {
  own_group = var.create && var.create_security_group && var.load_balancer_type != "gateway"
}

resource "aws_lb" "this" {
  count                      = var.create ? 1 : 0
  name                       = var.name
  load_balancer_type         = var.load_balancer_type
  internal                   = var.internal
  subnets                    = var.subnets
  security_groups            = local.own_group ? concat([aws_security_group.this[0].id], var.security_groups) : var.security_groups
  enable_deletion_protection = var.enable_deletion_protection
  drop_invalid_header_fields = var.drop_invalid_header_fields
  desync_mitigation_mode     = var.desync_mitigation_mode
  dynamic "access_logs" {
    for_each = length(var.access_logs) > 0 ? [var.access_logs] : []
    content {
      bucket  = access_logs.value.bucket
      enabled = try(access_logs.value.enabled, true)
      prefix  = try(access_logs.value.prefix, null)
    }
  }
}

resource "aws_lb_listener" "this" {
  for_each          = var.create ? var.listeners : {}
  load_balancer_arn = aws_lb.this[0].arn
  port              = try(each.value.port, 80)
  protocol          = try(each.value.protocol, "HTTP")
  certificate_arn   = try(each.value.certificate_arn, null)
  ssl_policy        = try(each.value.protocol, "HTTP") == "HTTPS" ? try(each.value.ssl_policy, "ELBSecurityPolicy-TLS13-1-2-Res-2021-06") : try(each.value.ssl_policy, null)
  dynamic "default_action" {
    for_each = try([each.value.redirect], [])
    content {
      type = "redirect"
      redirect {
        protocol    = try(default_action.value.protocol, null)
        port        = try(default_action.value.port, null)
        status_code = default_action.value.status_code
      }
    }
  }
  dynamic "default_action" {
    for_each = try([each.value.forward], [])
    content {
      type = "forward"
    }
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  count        = var.associate_web_acl ? 1 : 0
  resource_arn = aws_lb.this[0].arn
  web_acl_arn  = var.web_acl_arn
}

resource "aws_security_group" "this" {
  count       = local.own_group ? 1 : 0
  description = "Security group for ${var.name} ${var.load_balancer_type} load balancer"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each          = local.own_group ? var.security_group_ingress_rules : {}
  security_group_id = aws_security_group.this[0].id
  description       = try(each.value.description, null)
  cidr_ipv4         = try(each.value.cidr_ipv4, null)
  cidr_ipv6         = try(each.value.cidr_ipv6, null)
  ip_protocol       = try(each.value.ip_protocol, "tcp")
  from_port         = try(each.value.from_port, null)
  to_port           = try(each.value.to_port, null)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each          = local.own_group ? var.security_group_egress_rules : {}
  security_group_id = aws_security_group.this[0].id
  description       = try(each.value.description, null)
  cidr_ipv4         = try(each.value.cidr_ipv4, null)
  cidr_ipv6         = try(each.value.cidr_ipv6, null)
  ip_protocol       = try(each.value.ip_protocol, "tcp")
  from_port         = try(each.value.from_port, null)
  to_port           = try(each.value.to_port, null)
}

output "arn" { value = one(aws_lb.this[*].arn) }
output "id" { value = one(aws_lb.this[*].id) }
output "dns_name" { value = one(aws_lb.this[*].dns_name) }
output "security_group_id" { value = one(aws_security_group.this[*].id) }

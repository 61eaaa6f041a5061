# terraform-aws-modules/alb/aws, 5 to 8: listeners in two lists, and fewer guards unless they are asked for.

variable "create_lb" { default = true }
variable "create" { default = var.create_lb }
variable "internal" { default = false }
variable "enable_deletion_protection" { default = false }
variable "drop_invalid_header_fields" { default = false }
variable "create_security_group" { default = false }
variable "listener_ssl_policy_default" { default = "ELBSecurityPolicy-2016-08" }
variable "http_tcp_listeners" { default = [] }
variable "https_listeners" { default = [] }

resource "aws_lb_listener" "frontend_http_tcp" {
  count             = var.create ? length(var.http_tcp_listeners) : 0
  load_balancer_arn = aws_lb.this[0].arn
  port              = var.http_tcp_listeners[count.index].port
  protocol          = var.http_tcp_listeners[count.index].protocol
  default_action {
    type = try(var.http_tcp_listeners[count.index].action_type, "forward")
    dynamic "redirect" {
      for_each = try(var.http_tcp_listeners[count.index].action_type, "forward") == "redirect" ? [try(var.http_tcp_listeners[count.index].redirect, {})] : []
      content {
        protocol    = try(redirect.value.protocol, null)
        port        = try(redirect.value.port, null)
        status_code = try(redirect.value.status_code, null)
      }
    }
  }
}

resource "aws_lb_listener" "frontend_https" {
  count             = var.create ? length(var.https_listeners) : 0
  load_balancer_arn = aws_lb.this[0].arn
  port              = var.https_listeners[count.index].port
  protocol          = try(var.https_listeners[count.index].protocol, "HTTPS")
  certificate_arn   = var.https_listeners[count.index].certificate_arn
  ssl_policy        = try(var.https_listeners[count.index].ssl_policy, var.listener_ssl_policy_default)
  default_action {
    type = try(var.https_listeners[count.index].action_type, "forward")
  }
}

output "lb_arn" { value = one(aws_lb.this[*].arn) }
output "lb_id" { value = one(aws_lb.this[*].id) }
output "lb_dns_name" { value = one(aws_lb.this[*].dns_name) }

# terraform-aws-modules/security-group/aws, 3 to 5: a group and rules by name, by range or by group.

variable "create" { default = true }
variable "create_sg" { default = true }
variable "security_group_id" { default = null }
variable "name" { default = null }
variable "use_name_prefix" { default = true }
variable "description" { default = "Security Group managed by Terraform" }
variable "vpc_id" { default = null }
variable "auto_ingress_rules" { default = [] }
variable "auto_ingress_with_self" { default = [] }
variable "auto_egress_rules" { default = [] }
variable "ingress_rules" { default = [] }
variable "ingress_cidr_blocks" { default = [] }
variable "ingress_ipv6_cidr_blocks" { default = [] }
variable "ingress_prefix_list_ids" { default = [] }
variable "ingress_with_self" { default = [] }
variable "ingress_with_cidr_blocks" { default = [] }
variable "ingress_with_ipv6_cidr_blocks" { default = [] }
variable "ingress_with_source_security_group_id" { default = [] }
variable "computed_ingress_rules" { default = [] }
variable "computed_ingress_with_cidr_blocks" { default = [] }
variable "computed_ingress_with_source_security_group_id" { default = [] }
variable "egress_rules" { default = [] }
variable "egress_cidr_blocks" { default = ["0.0.0.0/0"] }
variable "egress_ipv6_cidr_blocks" { default = ["::/0"] }
variable "egress_with_cidr_blocks" { default = [] }
variable "egress_with_source_security_group_id" { default = [] }

locals {
  group = var.create_sg ? try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id) : var.security_group_id
  # The ports of a rule, given by name or by number.
  ports = {
    for key, list in {
      ingress_cidr   = var.ingress_with_cidr_blocks, ingress_ipv6 = var.ingress_with_ipv6_cidr_blocks
      ingress_self   = concat(var.auto_ingress_with_self, var.ingress_with_self)
      ingress_group  = var.ingress_with_source_security_group_id
      computed_cidr  = var.computed_ingress_with_cidr_blocks
      computed_group = var.computed_ingress_with_source_security_group_id
      egress_cidr    = var.egress_with_cidr_blocks, egress_group = var.egress_with_source_security_group_id
    } : key => [
      for rule in list : {
        protocol = try(rule.protocol, local.rules[rule.rule][2])
        from     = try(tonumber(rule.from_port), local.rules[rule.rule][0])
        to       = try(tonumber(rule.to_port), local.rules[rule.rule][1])
      }
    ]
  }
  ingress_names  = concat(var.auto_ingress_rules, var.ingress_rules)
  egress_names   = concat(var.auto_egress_rules, var.egress_rules)
  computed_names = var.computed_ingress_rules
}

resource "aws_security_group" "this" {
  count       = var.create && var.create_sg && !var.use_name_prefix ? 1 : 0
  name        = var.name
  description = var.description
  vpc_id      = var.vpc_id
}

resource "aws_security_group" "this_name_prefix" {
  count       = var.create && var.create_sg && var.use_name_prefix ? 1 : 0
  name_prefix = "${var.name}-"
  description = var.description
  vpc_id      = var.vpc_id
}

resource "aws_security_group_rule" "ingress_rules" {
  count             = var.create ? length(local.ingress_names) : 0
  type              = "ingress"
  security_group_id = local.group
  description       = "Ingress rule"
  protocol          = local.rules[local.ingress_names[count.index]][2]
  from_port         = local.rules[local.ingress_names[count.index]][0]
  to_port           = local.rules[local.ingress_names[count.index]][1]
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_ingress_rules" {
  count             = var.create ? length(local.computed_names) : 0
  type              = "ingress"
  security_group_id = local.group
  description       = "Ingress rule"
  protocol          = local.rules[local.computed_names[count.index]][2]
  from_port         = local.rules[local.computed_names[count.index]][0]
  to_port           = local.rules[local.computed_names[count.index]][1]
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
}

resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
  count             = var.create ? length(var.ingress_with_cidr_blocks) : 0
  type              = "ingress"
  security_group_id = local.group
  description       = try(var.ingress_with_cidr_blocks[count.index].description, "Ingress Rule")
  protocol          = local.ports.ingress_cidr[count.index].protocol
  from_port         = local.ports.ingress_cidr[count.index].from
  to_port           = local.ports.ingress_cidr[count.index].to
  cidr_blocks       = try(compact(split(",", var.ingress_with_cidr_blocks[count.index].cidr_blocks)), var.ingress_cidr_blocks)
}

resource "aws_security_group_rule" "computed_ingress_with_cidr_blocks" {
  count             = var.create ? length(var.computed_ingress_with_cidr_blocks) : 0
  type              = "ingress"
  security_group_id = local.group
  description       = "Ingress Rule"
  protocol          = local.ports.computed_cidr[count.index].protocol
  from_port         = local.ports.computed_cidr[count.index].from
  to_port           = local.ports.computed_cidr[count.index].to
  cidr_blocks       = try(compact(split(",", var.computed_ingress_with_cidr_blocks[count.index].cidr_blocks)), var.ingress_cidr_blocks)
}

resource "aws_security_group_rule" "ingress_with_ipv6_cidr_blocks" {
  count             = var.create ? length(var.ingress_with_ipv6_cidr_blocks) : 0
  type              = "ingress"
  security_group_id = local.group
  description       = "Ingress Rule"
  protocol          = local.ports.ingress_ipv6[count.index].protocol
  from_port         = local.ports.ingress_ipv6[count.index].from
  to_port           = local.ports.ingress_ipv6[count.index].to
  ipv6_cidr_blocks  = try(compact(split(",", var.ingress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks)), var.ingress_ipv6_cidr_blocks)
}

resource "aws_security_group_rule" "ingress_with_self" {
  count             = var.create ? length(local.ports.ingress_self) : 0
  type              = "ingress"
  security_group_id = local.group
  description       = "Ingress Rule"
  self              = true
  protocol          = local.ports.ingress_self[count.index].protocol
  from_port         = local.ports.ingress_self[count.index].from
  to_port           = local.ports.ingress_self[count.index].to
}

resource "aws_security_group_rule" "ingress_with_source_security_group_id" {
  count                    = var.create ? length(var.ingress_with_source_security_group_id) : 0
  type                     = "ingress"
  security_group_id        = local.group
  description              = "Ingress Rule"
  source_security_group_id = var.ingress_with_source_security_group_id[count.index].source_security_group_id
  protocol                 = local.ports.ingress_group[count.index].protocol
  from_port                = local.ports.ingress_group[count.index].from
  to_port                  = local.ports.ingress_group[count.index].to
}

resource "aws_security_group_rule" "computed_ingress_with_source_security_group_id" {
  count                    = var.create ? length(var.computed_ingress_with_source_security_group_id) : 0
  type                     = "ingress"
  security_group_id        = local.group
  description              = "Ingress Rule"
  source_security_group_id = var.computed_ingress_with_source_security_group_id[count.index].source_security_group_id
  protocol                 = local.ports.computed_group[count.index].protocol
  from_port                = local.ports.computed_group[count.index].from
  to_port                  = local.ports.computed_group[count.index].to
}

resource "aws_security_group_rule" "egress_rules" {
  count             = var.create ? length(local.egress_names) : 0
  type              = "egress"
  security_group_id = local.group
  description       = "Egress rule"
  protocol          = local.rules[local.egress_names[count.index]][2]
  from_port         = local.rules[local.egress_names[count.index]][0]
  to_port           = local.rules[local.egress_names[count.index]][1]
  cidr_blocks       = var.egress_cidr_blocks
  ipv6_cidr_blocks  = var.egress_ipv6_cidr_blocks
}

resource "aws_security_group_rule" "egress_with_cidr_blocks" {
  count             = var.create ? length(var.egress_with_cidr_blocks) : 0
  type              = "egress"
  security_group_id = local.group
  description       = "Egress Rule"
  protocol          = local.ports.egress_cidr[count.index].protocol
  from_port         = local.ports.egress_cidr[count.index].from
  to_port           = local.ports.egress_cidr[count.index].to
  cidr_blocks       = try(compact(split(",", var.egress_with_cidr_blocks[count.index].cidr_blocks)), var.egress_cidr_blocks)
}

resource "aws_security_group_rule" "egress_with_source_security_group_id" {
  count                    = var.create ? length(var.egress_with_source_security_group_id) : 0
  type                     = "egress"
  security_group_id        = local.group
  description              = "Egress Rule"
  source_security_group_id = var.egress_with_source_security_group_id[count.index].source_security_group_id
  protocol                 = local.ports.egress_group[count.index].protocol
  from_port                = local.ports.egress_group[count.index].from
  to_port                  = local.ports.egress_group[count.index].to
}

output "security_group_id" { value = local.group }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, aws_security_group.this_name_prefix[0].arn) }
output "security_group_vpc_id" { value = var.vpc_id }

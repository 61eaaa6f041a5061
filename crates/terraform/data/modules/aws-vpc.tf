# terraform-aws-modules/vpc/aws, from 4 on: the network, its subnets by kind, their routes, the default group.

variable "create_vpc" { default = true }
variable "name" { default = "" }
variable "cidr" { default = "10.0.0.0/16" }
variable "azs" { default = [] }
variable "enable_dns_hostnames" { default = true }
variable "enable_dns_support" { default = true }
variable "enable_ipv6" { default = false }
variable "public_subnets" { default = [] }
variable "private_subnets" { default = [] }
variable "database_subnets" { default = [] }
variable "elasticache_subnets" { default = [] }
variable "redshift_subnets" { default = [] }
variable "intra_subnets" { default = [] }
variable "outpost_subnets" { default = [] }
variable "map_public_ip_on_launch" { default = false }
variable "create_igw" { default = true }
variable "enable_nat_gateway" { default = false }
variable "single_nat_gateway" { default = false }
variable "create_database_subnet_group" { default = true }
variable "create_database_subnet_route_table" { default = false }
variable "create_database_internet_gateway_route" { default = false }
variable "manage_default_security_group" { default = true }
variable "default_security_group_ingress" { default = [] }
variable "default_security_group_egress" { default = [] }
variable "manage_default_network_acl" { default = true }
variable "default_network_acl_ingress" { default = null }
variable "default_network_acl_egress" { default = [] }
variable "public_dedicated_network_acl" { default = false }
variable "public_inbound_acl_rules" { default = local.open }
variable "public_outbound_acl_rules" { default = local.open }
variable "private_dedicated_network_acl" { default = false }
variable "private_inbound_acl_rules" { default = local.open }
variable "private_outbound_acl_rules" { default = local.open }
variable "database_dedicated_network_acl" { default = false }
variable "database_inbound_acl_rules" { default = local.open }
variable "database_outbound_acl_rules" { default = local.open }
variable "intra_dedicated_network_acl" { default = false }
variable "intra_inbound_acl_rules" { default = local.open }
variable "intra_outbound_acl_rules" { default = local.open }
variable "enable_flow_log" { default = false }
variable "flow_log_destination_type" { default = "cloud-watch-logs" }
variable "flow_log_destination_arn" { default = "" }
variable "flow_log_traffic_type" { default = "ALL" }
variable "flow_log_cloudwatch_log_group_retention_in_days" { default = null }
variable "flow_log_cloudwatch_log_group_kms_key_id" { default = null }
variable "create_flow_log_cloudwatch_log_group" { default = false }

locals {
  public   = var.create_vpc ? var.public_subnets : []
  nat      = var.create_vpc && var.enable_nat_gateway
  has_igw  = var.create_vpc && var.create_igw && length(var.public_subnets) > 0
  open     = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
  own_logs = var.enable_flow_log && var.flow_log_destination_type == "cloud-watch-logs" && var.create_flow_log_cloudwatch_log_group
}

resource "aws_vpc" "this" {
  count                = var.create_vpc ? 1 : 0
  cidr_block           = var.cidr
  enable_dns_hostnames = var.enable_dns_hostnames
  enable_dns_support   = var.enable_dns_support
}

resource "aws_default_security_group" "this" {
  count  = var.create_vpc && var.manage_default_security_group ? 1 : 0
  vpc_id = aws_vpc.this[0].id
  dynamic "ingress" {
    for_each = var.default_security_group_ingress
    content {
      self             = try(ingress.value.self, null)
      cidr_blocks      = try(compact(split(",", ingress.value.cidr_blocks)), null)
      ipv6_cidr_blocks = try(compact(split(",", ingress.value.ipv6_cidr_blocks)), null)
      from_port        = try(ingress.value.from_port, 0)
      to_port          = try(ingress.value.to_port, 0)
      protocol         = try(ingress.value.protocol, "-1")
    }
  }
  dynamic "egress" {
    for_each = var.default_security_group_egress
    content {
      self             = try(egress.value.self, null)
      cidr_blocks      = try(compact(split(",", egress.value.cidr_blocks)), null)
      ipv6_cidr_blocks = try(compact(split(",", egress.value.ipv6_cidr_blocks)), null)
      from_port        = try(egress.value.from_port, 0)
      to_port          = try(egress.value.to_port, 0)
      protocol         = try(egress.value.protocol, "-1")
    }
  }
}

# Its rules are described where the caller gives them: by default it is as open as the list that AWS makes with every network.
resource "aws_default_network_acl" "this" {
  count                  = var.create_vpc && var.manage_default_network_acl && var.default_network_acl_ingress != null ? 1 : 0
  default_network_acl_id = aws_vpc.this[0].default_network_acl_id
  dynamic "ingress" {
    for_each = var.default_network_acl_ingress
    content {
      action          = ingress.value.action
      rule_no         = ingress.value.rule_no
      protocol        = ingress.value.protocol
      from_port       = ingress.value.from_port
      to_port         = ingress.value.to_port
      cidr_block      = try(ingress.value.cidr_block, null)
      ipv6_cidr_block = try(ingress.value.ipv6_cidr_block, null)
    }
  }
  dynamic "egress" {
    for_each = var.default_network_acl_egress
    content {
      action          = egress.value.action
      rule_no         = egress.value.rule_no
      protocol        = egress.value.protocol
      from_port       = egress.value.from_port
      to_port         = egress.value.to_port
      cidr_block      = try(egress.value.cidr_block, null)
      ipv6_cidr_block = try(egress.value.ipv6_cidr_block, null)
    }
  }
}

resource "aws_network_acl" "public" {
  count      = var.create_vpc && var.public_dedicated_network_acl && length(var.public_subnets) > 0 ? 1 : 0
  vpc_id     = aws_vpc.this[0].id
  subnet_ids = aws_subnet.public[*].id
}

resource "aws_network_acl_rule" "public_inbound" {
  count           = length(aws_network_acl.public) > 0 ? length(var.public_inbound_acl_rules) : 0
  network_acl_id  = aws_network_acl.public[0].id
  egress          = false
  rule_number     = var.public_inbound_acl_rules[count.index].rule_number
  rule_action     = var.public_inbound_acl_rules[count.index].rule_action
  protocol        = var.public_inbound_acl_rules[count.index].protocol
  from_port       = try(var.public_inbound_acl_rules[count.index].from_port, null)
  to_port         = try(var.public_inbound_acl_rules[count.index].to_port, null)
  cidr_block      = try(var.public_inbound_acl_rules[count.index].cidr_block, null)
  ipv6_cidr_block = try(var.public_inbound_acl_rules[count.index].ipv6_cidr_block, null)
}

resource "aws_network_acl_rule" "public_outbound" {
  count           = length(aws_network_acl.public) > 0 ? length(var.public_outbound_acl_rules) : 0
  network_acl_id  = aws_network_acl.public[0].id
  egress          = true
  rule_number     = var.public_outbound_acl_rules[count.index].rule_number
  rule_action     = var.public_outbound_acl_rules[count.index].rule_action
  protocol        = var.public_outbound_acl_rules[count.index].protocol
  from_port       = try(var.public_outbound_acl_rules[count.index].from_port, null)
  to_port         = try(var.public_outbound_acl_rules[count.index].to_port, null)
  cidr_block      = try(var.public_outbound_acl_rules[count.index].cidr_block, null)
  ipv6_cidr_block = try(var.public_outbound_acl_rules[count.index].ipv6_cidr_block, null)
}

resource "aws_network_acl" "private" {
  count      = var.create_vpc && var.private_dedicated_network_acl && length(var.private_subnets) > 0 ? 1 : 0
  vpc_id     = aws_vpc.this[0].id
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_network_acl_rule" "private_inbound" {
  count           = length(aws_network_acl.private) > 0 ? length(var.private_inbound_acl_rules) : 0
  network_acl_id  = aws_network_acl.private[0].id
  egress          = false
  rule_number     = var.private_inbound_acl_rules[count.index].rule_number
  rule_action     = var.private_inbound_acl_rules[count.index].rule_action
  protocol        = var.private_inbound_acl_rules[count.index].protocol
  from_port       = try(var.private_inbound_acl_rules[count.index].from_port, null)
  to_port         = try(var.private_inbound_acl_rules[count.index].to_port, null)
  cidr_block      = try(var.private_inbound_acl_rules[count.index].cidr_block, null)
  ipv6_cidr_block = try(var.private_inbound_acl_rules[count.index].ipv6_cidr_block, null)
}

resource "aws_network_acl_rule" "private_outbound" {
  count           = length(aws_network_acl.private) > 0 ? length(var.private_outbound_acl_rules) : 0
  network_acl_id  = aws_network_acl.private[0].id
  egress          = true
  rule_number     = var.private_outbound_acl_rules[count.index].rule_number
  rule_action     = var.private_outbound_acl_rules[count.index].rule_action
  protocol        = var.private_outbound_acl_rules[count.index].protocol
  from_port       = try(var.private_outbound_acl_rules[count.index].from_port, null)
  to_port         = try(var.private_outbound_acl_rules[count.index].to_port, null)
  cidr_block      = try(var.private_outbound_acl_rules[count.index].cidr_block, null)
  ipv6_cidr_block = try(var.private_outbound_acl_rules[count.index].ipv6_cidr_block, null)
}

resource "aws_network_acl" "database" {
  count      = var.create_vpc && var.database_dedicated_network_acl && length(var.database_subnets) > 0 ? 1 : 0
  vpc_id     = aws_vpc.this[0].id
  subnet_ids = aws_subnet.database[*].id
}

resource "aws_network_acl_rule" "database_inbound" {
  count           = length(aws_network_acl.database) > 0 ? length(var.database_inbound_acl_rules) : 0
  network_acl_id  = aws_network_acl.database[0].id
  egress          = false
  rule_number     = var.database_inbound_acl_rules[count.index].rule_number
  rule_action     = var.database_inbound_acl_rules[count.index].rule_action
  protocol        = var.database_inbound_acl_rules[count.index].protocol
  from_port       = try(var.database_inbound_acl_rules[count.index].from_port, null)
  to_port         = try(var.database_inbound_acl_rules[count.index].to_port, null)
  cidr_block      = try(var.database_inbound_acl_rules[count.index].cidr_block, null)
  ipv6_cidr_block = try(var.database_inbound_acl_rules[count.index].ipv6_cidr_block, null)
}

resource "aws_network_acl_rule" "database_outbound" {
  count           = length(aws_network_acl.database) > 0 ? length(var.database_outbound_acl_rules) : 0
  network_acl_id  = aws_network_acl.database[0].id
  egress          = true
  rule_number     = var.database_outbound_acl_rules[count.index].rule_number
  rule_action     = var.database_outbound_acl_rules[count.index].rule_action
  protocol        = var.database_outbound_acl_rules[count.index].protocol
  from_port       = try(var.database_outbound_acl_rules[count.index].from_port, null)
  to_port         = try(var.database_outbound_acl_rules[count.index].to_port, null)
  cidr_block      = try(var.database_outbound_acl_rules[count.index].cidr_block, null)
  ipv6_cidr_block = try(var.database_outbound_acl_rules[count.index].ipv6_cidr_block, null)
}

resource "aws_network_acl" "intra" {
  count      = var.create_vpc && var.intra_dedicated_network_acl && length(var.intra_subnets) > 0 ? 1 : 0
  vpc_id     = aws_vpc.this[0].id
  subnet_ids = aws_subnet.intra[*].id
}

resource "aws_network_acl_rule" "intra_inbound" {
  count           = length(aws_network_acl.intra) > 0 ? length(var.intra_inbound_acl_rules) : 0
  network_acl_id  = aws_network_acl.intra[0].id
  egress          = false
  rule_number     = var.intra_inbound_acl_rules[count.index].rule_number
  rule_action     = var.intra_inbound_acl_rules[count.index].rule_action
  protocol        = var.intra_inbound_acl_rules[count.index].protocol
  from_port       = try(var.intra_inbound_acl_rules[count.index].from_port, null)
  to_port         = try(var.intra_inbound_acl_rules[count.index].to_port, null)
  cidr_block      = try(var.intra_inbound_acl_rules[count.index].cidr_block, null)
  ipv6_cidr_block = try(var.intra_inbound_acl_rules[count.index].ipv6_cidr_block, null)
}

resource "aws_network_acl_rule" "intra_outbound" {
  count           = length(aws_network_acl.intra) > 0 ? length(var.intra_outbound_acl_rules) : 0
  network_acl_id  = aws_network_acl.intra[0].id
  egress          = true
  rule_number     = var.intra_outbound_acl_rules[count.index].rule_number
  rule_action     = var.intra_outbound_acl_rules[count.index].rule_action
  protocol        = var.intra_outbound_acl_rules[count.index].protocol
  from_port       = try(var.intra_outbound_acl_rules[count.index].from_port, null)
  to_port         = try(var.intra_outbound_acl_rules[count.index].to_port, null)
  cidr_block      = try(var.intra_outbound_acl_rules[count.index].cidr_block, null)
  ipv6_cidr_block = try(var.intra_outbound_acl_rules[count.index].ipv6_cidr_block, null)
}

resource "aws_internet_gateway" "this" {
  count  = local.has_igw ? 1 : 0
  vpc_id = aws_vpc.this[0].id
}

resource "aws_nat_gateway" "this" {
  count     = local.nat ? 1 : 0
  subnet_id = aws_subnet.public[0].id
}

resource "aws_subnet" "public" {
  count                   = length(local.public)
  vpc_id                  = aws_vpc.this[0].id
  cidr_block              = local.public[count.index]
  availability_zone       = try(var.azs[count.index], null)
  map_public_ip_on_launch = var.map_public_ip_on_launch
}

resource "aws_route_table" "public" {
  count  = length(local.public) > 0 ? 1 : 0
  vpc_id = aws_vpc.this[0].id
}

resource "aws_route" "public_internet_gateway" {
  count                  = local.has_igw ? 1 : 0
  route_table_id         = aws_route_table.public[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route_table_association" "public" {
  count          = length(local.public)
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public[0].id
}

resource "aws_subnet" "private" {
  count             = var.create_vpc ? length(var.private_subnets) : 0
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = var.private_subnets[count.index]
  availability_zone = try(var.azs[count.index], null)
}

resource "aws_route_table" "private" {
  count  = var.create_vpc && length(var.private_subnets) > 0 ? 1 : 0
  vpc_id = aws_vpc.this[0].id
}

resource "aws_route" "private_nat_gateway" {
  count                  = local.nat && length(var.private_subnets) > 0 ? 1 : 0
  route_table_id         = aws_route_table.private[0].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[0].id
}

resource "aws_route_table_association" "private" {
  count          = var.create_vpc ? length(var.private_subnets) : 0
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private[0].id
}

resource "aws_subnet" "database" {
  count      = var.create_vpc ? length(var.database_subnets) : 0
  vpc_id     = aws_vpc.this[0].id
  cidr_block = var.database_subnets[count.index]
}

resource "aws_route_table" "database" {
  count  = var.create_vpc && length(var.database_subnets) > 0 && var.create_database_subnet_route_table ? 1 : 0
  vpc_id = aws_vpc.this[0].id
}

resource "aws_route" "database_internet_gateway" {
  count                  = var.create_database_subnet_route_table && var.create_database_internet_gateway_route ? 1 : 0
  route_table_id         = aws_route_table.database[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route_table_association" "database" {
  count          = var.create_vpc && (var.create_database_subnet_route_table || length(var.private_subnets) > 0) ? length(var.database_subnets) : 0
  subnet_id      = aws_subnet.database[count.index].id
  route_table_id = try(aws_route_table.database[0].id, aws_route_table.private[0].id)
}

resource "aws_db_subnet_group" "database" {
  count      = var.create_vpc && length(var.database_subnets) > 0 && var.create_database_subnet_group ? 1 : 0
  subnet_ids = aws_subnet.database[*].id
}

resource "aws_subnet" "elasticache" {
  count      = var.create_vpc ? length(var.elasticache_subnets) : 0
  vpc_id     = aws_vpc.this[0].id
  cidr_block = var.elasticache_subnets[count.index]
}

resource "aws_subnet" "redshift" {
  count      = var.create_vpc ? length(var.redshift_subnets) : 0
  vpc_id     = aws_vpc.this[0].id
  cidr_block = var.redshift_subnets[count.index]
}

resource "aws_subnet" "intra" {
  count      = var.create_vpc ? length(var.intra_subnets) : 0
  vpc_id     = aws_vpc.this[0].id
  cidr_block = var.intra_subnets[count.index]
}

resource "aws_subnet" "outpost" {
  count      = var.create_vpc ? length(var.outpost_subnets) : 0
  vpc_id     = aws_vpc.this[0].id
  cidr_block = var.outpost_subnets[count.index]
}

resource "aws_flow_log" "this" {
  count                = var.create_vpc && var.enable_flow_log ? 1 : 0
  vpc_id               = aws_vpc.this[0].id
  traffic_type         = var.flow_log_traffic_type
  log_destination_type = var.flow_log_destination_type
  log_destination      = local.own_logs ? one(aws_cloudwatch_log_group.flow_log[*].arn) : var.flow_log_destination_arn
}

resource "aws_cloudwatch_log_group" "flow_log" {
  count             = local.own_logs ? 1 : 0
  retention_in_days = var.flow_log_cloudwatch_log_group_retention_in_days
  kms_key_id        = var.flow_log_cloudwatch_log_group_kms_key_id
}

output "vpc_id" { value = one(aws_vpc.this[*].id) }
output "vpc_arn" { value = one(aws_vpc.this[*].arn) }
output "vpc_cidr_block" { value = one(aws_vpc.this[*].cidr_block) }
output "default_security_group_id" { value = one(aws_vpc.this[*].default_security_group_id) }
output "public_subnets" { value = aws_subnet.public[*].id }
output "public_subnets_cidr_blocks" { value = aws_subnet.public[*].cidr_block }
output "private_subnets" { value = aws_subnet.private[*].id }
output "private_subnets_cidr_blocks" { value = aws_subnet.private[*].cidr_block }
output "database_subnets" { value = aws_subnet.database[*].id }
output "database_subnet_group" { value = one(aws_db_subnet_group.database[*].id) }
output "database_subnet_group_name" { value = one(aws_db_subnet_group.database[*].name) }
output "elasticache_subnets" { value = aws_subnet.elasticache[*].id }
output "redshift_subnets" { value = aws_subnet.redshift[*].id }
output "intra_subnets" { value = aws_subnet.intra[*].id }
output "public_route_table_ids" { value = aws_route_table.public[*].id }
output "private_route_table_ids" { value = aws_route_table.private[*].id }
output "igw_id" { value = one(aws_internet_gateway.this[*].id) }
output "azs" { value = var.azs }
output "name" { value = var.name }

resource "aws_security_group" "endpoints" {
  name        = "${local.name}-endpoints"
  description = "Interface endpoints, reachable from the node subnets"
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  for_each = local.zones

  security_group_id = aws_security_group.endpoints.id
  description       = "HTTPS from the nodes in ${each.key}"
  cidr_ipv4         = aws_subnet.private[each.key].cidr_block
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_vpc_endpoint" "interface" {
  for_each = local.interface_services

  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for subnet in aws_subnet.private : subnet.id]
  security_group_ids  = [aws_security_group.endpoints.id]

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OwnAccountOnly"
      Effect    = "Allow"
      Principal = "*"
      Action    = ["${split(".", each.key)[0]}:*"]
      Resource  = "*"
      Condition = { StringEquals = { (each.value) = var.account_id } }
    }]
  })
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [for table in aws_route_table.private : table.id]

  # Image layers only: the registry keeps them in a bucket of its own.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ImageLayers"
      Effect    = "Allow"
      Principal = "*"
      Action    = ["s3:GetObject"]
      Resource  = "arn:aws:s3:::prod-${var.region}-starport-layer-bucket/*"
      Condition = { StringEquals = { "aws:PrincipalAccount" = var.account_id } }
    }]
  })
}

resource "aws_route53_resolver_firewall_domain_list" "blocked" {
  name    = "${local.name}-blocked"
  domains = ["*.onion.", "*.duckdns.org.", "*.ngrok.io.", "*.pastebin.com."]
}

resource "aws_route53_resolver_firewall_rule_group" "main" {
  name = local.name
}

resource "aws_route53_resolver_firewall_rule" "blocked" {
  name                    = "blocked-domains"
  action                  = "BLOCK"
  block_response          = "NXDOMAIN"
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.blocked.id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.main.id
  priority                = 100
}

resource "aws_route53_resolver_firewall_rule_group_association" "main" {
  name                   = local.name
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.main.id
  priority               = 101
  vpc_id                 = aws_vpc.main.id
}

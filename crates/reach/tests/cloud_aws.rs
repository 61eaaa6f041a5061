//! Decisions about AWS, by its documentation: Amazon VPC user guide (internet gateways, route tables, network ACLs,
//! security groups, IP addressing), Elastic Load Balancing, and the Terraform provider's defaults.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod common;

use common::{check, exposed, inside, read};

/// A VPC with a public and a private subnet, and a group that admits the web.
const NET: &str = r#"
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "other" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.3.0/24"
  map_public_ip_on_launch = true
}
resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "other" {
  subnet_id      = aws_subnet.other.id
  route_table_id = aws_route_table.public.id
}
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "inner" { vpc_id = aws_vpc.main.id }
"#;

/// An instance in `subnet` with `groups`, and a public address.
fn web(subnet: &str, groups: &str, more: &str) -> String {
    format!(
        "resource \"aws_instance\" \"web\" {{\n  subnet_id = {subnet}\n  vpc_security_group_ids = [{groups}]\n  associate_public_ip_address = true\n}}\n{more}"
    )
}

const WEB: &str = "aws_instance.web";
const PUBLIC: &str = "aws_subnet.public.id";
const GROUP: &str = "aws_security_group.web.id";
const OPEN: &str = "anywhere: TCP 443 by internet gateway";

#[test]
fn gateways_routes_and_addresses() {
    let no_address = format!(
        "resource \"aws_instance\" \"web\" {{\n subnet_id = {PUBLIC}\n vpc_security_group_ids = [{GROUP}]\n}}\n"
    );
    let elastic =
        format!("{no_address}resource \"aws_eip\" \"e\" {{\n instance = aws_instance.web.id\n}}");
    check(
        NET,
        &[
            ("all is there", &web(PUBLIC, GROUP, ""), WEB, OPEN),
            ("no public address", &no_address, WEB, "closed"),
            ("an elastic address", &elastic, WEB, OPEN),
            ("the subnet gives one", &no_address.replace("public.id", "other.id"), WEB, OPEN),
            (
                "no route: the main table has the local one only",
                &web("aws_subnet.private.id", GROUP, ""),
                WEB,
                "closed",
            ),
            (
                "a main route table with a gateway",
                &web(
                    "aws_subnet.private.id",
                    GROUP,
                    "resource \"aws_main_route_table_association\" \"m\" {\n vpc_id = aws_vpc.main.id\n route_table_id = aws_route_table.public.id\n}",
                ),
                WEB,
                OPEN,
            ),
            (
                "a route of the main table by the VPC's attribute",
                &web(
                    "aws_subnet.private.id",
                    GROUP,
                    "resource \"aws_route\" \"m\" {\n route_table_id = aws_vpc.main.main_route_table_id\n destination_cidr_block = \"0.0.0.0/0\"\n gateway_id = aws_internet_gateway.main.id\n}",
                ),
                WEB,
                OPEN,
            ),
            (
                "NAT lets out, never in",
                &web(
                    "aws_subnet.private.id",
                    GROUP,
                    "resource \"aws_nat_gateway\" \"n\" {\n subnet_id = aws_subnet.public.id\n}\nresource \"aws_route_table\" \"p\" {\n vpc_id = aws_vpc.main.id\n route {\n cidr_block = \"0.0.0.0/0\"\n nat_gateway_id = aws_nat_gateway.n.id\n }\n}\nresource \"aws_route_table_association\" \"p\" {\n subnet_id = aws_subnet.private.id\n route_table_id = aws_route_table.p.id\n}",
                ),
                WEB,
                "closed",
            ),
            (
                "a route to one range only",
                &web(
                    "aws_subnet.private.id",
                    GROUP,
                    "resource \"aws_default_route_table\" \"d\" {\n default_route_table_id = aws_vpc.main.default_route_table_id\n route {\n cidr_block = \"203.0.112.0/24\"\n gateway_id = aws_internet_gateway.main.id\n }\n}",
                ),
                WEB,
                "203.0.112.0/24: TCP 443 by internet gateway",
            ),
            (
                "a narrower route to an appliance is not the way of all",
                &web(
                    PUBLIC,
                    GROUP,
                    "resource \"aws_route\" \"n\" {\n route_table_id = aws_route_table.public.id\n destination_cidr_block = \"198.51.100.0/24\"\n network_interface_id = \"eni-1\"\n}",
                ),
                WEB,
                OPEN,
            ),
            (
                "the default VPC",
                "resource \"aws_instance\" \"web\" {\n vpc_security_group_ids = [aws_security_group.web.id]\n}",
                WEB,
                OPEN,
            ),
            (
                "a subnet from elsewhere",
                &web("\"subnet-1\"", GROUP, ""),
                WEB,
                "anywhere: ? TCP 443 by internet gateway",
            ),
            (
                "a variable that nobody sets",
                &web("var.subnet", GROUP, "variable \"subnet\" {}"),
                WEB,
                "anywhere: ? TCP 443 by internet gateway",
            ),
        ],
    );
}

fn acl(rules: &str) -> String {
    web(
        PUBLIC,
        GROUP,
        &format!(
            "resource \"aws_network_acl\" \"a\" {{\n vpc_id = aws_vpc.main.id\n subnet_ids = [{PUBLIC}]\n{rules}\n}}"
        ),
    )
}

fn acl_rule(way: &str, number: u32, action: &str, range: &str, from: u32, to: u32) -> String {
    format!(
        "{way} {{\n rule_no = {number}\n action = \"{action}\"\n protocol = \"tcp\"\n cidr_block = \"{range}\"\n from_port = {from}\n to_port = {to}\n}}\n"
    )
}

#[test]
fn network_acls_in_order_and_both_ways() {
    let everyone = "0.0.0.0/0";
    let into = acl_rule("ingress", 100, "allow", everyone, 443, 443);
    let out = acl_rule("egress", 100, "allow", everyone, 1024, 65535);
    let first = acl_rule("ingress", 50, "deny", everyone, 0, 65535);
    let some = acl_rule("ingress", 50, "deny", "198.51.100.0/24", 0, 65535);
    let later = acl_rule("ingress", 200, "deny", everyone, 0, 65535);
    check(
        NET,
        &[
            ("in and back", &acl(&format!("{into}{out}")), WEB, OPEN),
            ("no way back", &acl(&into), WEB, "closed"),
            (
                "only 443 gets out",
                &acl(&format!("{into}{}", out.replace("1024", "443").replace("65535", "443"))),
                WEB,
                "closed",
            ),
            ("nothing in it: the last rule denies", &acl(""), WEB, "closed"),
            ("an earlier rule denies", &acl(&format!("{into}{out}{first}")), WEB, "closed"),
            ("a later rule does not", &acl(&format!("{into}{out}{later}")), WEB, OPEN),
            ("some are denied", &acl(&format!("{into}{out}{some}")), WEB, OPEN),
            (
                "a rule of its own on the default ACL, before the one that allows all",
                &web(
                    PUBLIC,
                    GROUP,
                    "resource \"aws_network_acl_rule\" \"r\" {\n network_acl_id = aws_vpc.main.default_network_acl_id\n rule_number = 10\n rule_action = \"deny\"\n protocol = \"-1\"\n cidr_block = \"0.0.0.0/0\"\n}",
                ),
                WEB,
                "closed",
            ),
        ],
    );
}

#[test]
fn security_groups() {
    let lone = |body: &str| {
        web(
            PUBLIC,
            "aws_security_group.inner.id",
            &format!(
                "resource \"aws_vpc_security_group_ingress_rule\" \"r\" {{\n security_group_id = aws_security_group.inner.id\n ip_protocol = \"tcp\"\n from_port = 22\n to_port = 22\n {body}\n}}"
            ),
        )
    };
    check(
        NET,
        &[
            ("no rule", &web(PUBLIC, "aws_security_group.inner.id", ""), WEB, "closed"),
            (
                "a rule of its own",
                &lone("cidr_ipv4 = \"0.0.0.0/0\""),
                WEB,
                "anywhere: TCP 22 by internet gateway",
            ),
            (
                "an office",
                &lone("cidr_ipv4 = \"198.51.100.0/24\""),
                WEB,
                "198.51.100.0/24: TCP 22 by internet gateway",
            ),
            (
                "another group",
                &lone("referenced_security_group_id = aws_security_group.web.id"),
                WEB,
                "closed",
            ),
            (
                "a prefix list from elsewhere",
                &lone("prefix_list_id = \"pl-1\""),
                WEB,
                "anywhere: ? TCP 22 by internet gateway",
            ),
            (
                "a prefix list in the files",
                &lone(
                    "prefix_list_id = aws_ec2_managed_prefix_list.p.id\n}\nresource \"aws_ec2_managed_prefix_list\" \"p\" {\n entry {\n cidr = \"198.51.100.0/24\"\n }",
                ),
                WEB,
                "198.51.100.0/24: TCP 22 by internet gateway",
            ),
            (
                "the union of two groups",
                &lone("cidr_ipv4 = \"0.0.0.0/0\"").replace(
                    "[aws_security_group.inner.id]",
                    "[aws_security_group.inner.id, aws_security_group.web.id]",
                ),
                WEB,
                "anywhere: TCP 22,443 by internet gateway",
            ),
            (
                "the older resource",
                &web(
                    PUBLIC,
                    "aws_security_group.inner.id",
                    "resource \"aws_security_group_rule\" \"r\" {\n type = \"ingress\"\n security_group_id = aws_security_group.inner.id\n protocol = \"-1\"\n from_port = 0\n to_port = 0\n cidr_blocks = [\"0.0.0.0/0\"]\n}",
                ),
                WEB,
                "anywhere: all ports by internet gateway",
            ),
            (
                "a group from elsewhere",
                &web(PUBLIC, "\"sg-1\"", ""),
                WEB,
                "anywhere: ? all ports by internet gateway",
            ),
            (
                "the default group: members only",
                &format!(
                    "resource \"aws_instance\" \"web\" {{\n subnet_id = {PUBLIC}\n associate_public_ip_address = true\n}}"
                ),
                WEB,
                "closed",
            ),
            (
                "a range that nobody sets",
                &lone("cidr_ipv4 = var.range\n}\nvariable \"range\" {"),
                WEB,
                "anywhere: ? TCP 22 by internet gateway",
            ),
        ],
    );
}

/// A balancer before the instance `web`, whose group has `rule`.
fn balanced(balancer: &str, subnet: &str, target: &str, rule: &str) -> String {
    format!(
        "resource \"aws_lb\" \"front\" {{\n {balancer}\n subnets = [{subnet}]\n}}
resource \"aws_lb_listener\" \"https\" {{
  load_balancer_arn = aws_lb.front.arn
  port = 443
  default_action {{
    type = \"forward\"
    target_group_arn = aws_lb_target_group.app.arn
  }}
}}
resource \"aws_lb_target_group\" \"app\" {{
  port = 8080
  vpc_id = aws_vpc.main.id
  {target}
}}
resource \"aws_lb_target_group_attachment\" \"app\" {{
  target_group_arn = aws_lb_target_group.app.arn
  target_id = aws_instance.web.id
}}
resource \"aws_instance\" \"web\" {{
  subnet_id = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.inner.id]
}}
resource \"aws_vpc_security_group_ingress_rule\" \"r\" {{
  security_group_id = aws_security_group.inner.id
  ip_protocol = \"tcp\"
  from_port = 8080
  to_port = 8080
  {rule}
}}"
    )
}

#[test]
fn load_balancers() {
    let group = "security_groups = [aws_security_group.web.id]";
    let from_group = "referenced_security_group_id = aws_security_group.web.id";
    let network = "load_balancer_type = \"network\"";
    let through = "anywhere: TCP 8080 by aws_lb.front port 443";
    let front = "aws_lb.front";
    check(
        NET,
        &[
            ("the balancer itself", &balanced(group, PUBLIC, "", from_group), front, OPEN),
            ("its target, by group", &balanced(group, PUBLIC, "", from_group), WEB, through),
            (
                "its target, by the balancer's subnet",
                &balanced(group, PUBLIC, "", "cidr_ipv4 = \"10.0.1.0/24\""),
                WEB,
                through,
            ),
            (
                "a target that admits another subnet",
                &balanced(group, PUBLIC, "", "cidr_ipv4 = \"10.0.9.0/24\""),
                WEB,
                "closed",
            ),
            (
                "an internal balancer",
                &balanced(&format!("internal = true\n{group}"), PUBLIC, "", from_group),
                WEB,
                "closed",
            ),
            (
                "a balancer whose subnet has no route",
                &balanced(group, "aws_subnet.private.id", "", from_group),
                front,
                "closed",
            ),
            (
                "a network balancer shows the client's address",
                &balanced(network, PUBLIC, "protocol = \"TCP\"", "cidr_ipv4 = \"10.0.1.0/24\""),
                WEB,
                "closed",
            ),
            (
                "so the target must admit clients",
                &balanced(network, PUBLIC, "protocol = \"TCP\"", "cidr_ipv4 = \"0.0.0.0/0\""),
                WEB,
                through,
            ),
            (
                "of addresses it shows its own",
                &balanced(
                    network,
                    PUBLIC,
                    "protocol = \"TCP\"\n target_type = \"ip\"",
                    "cidr_ipv4 = \"198.51.100.0/24\"",
                ),
                WEB,
                "closed",
            ),
        ],
    );
}

#[test]
fn data_stores_and_services() {
    let database = |switch: &str, groups: &str| {
        format!(
            "resource \"aws_db_subnet_group\" \"g\" {{\n name = \"g\"\n subnet_ids = [{PUBLIC}]\n}}\nresource \"aws_db_instance\" \"db\" {{\n engine = \"postgres\"\n db_subnet_group_name = aws_db_subnet_group.g.name\n vpc_security_group_ids = [{groups}]\n {switch}\n}}\nresource \"aws_security_group\" \"db\" {{\n vpc_id = aws_vpc.main.id\n ingress {{\n from_port = 5000\n to_port = 6000\n protocol = \"tcp\"\n cidr_blocks = [\"0.0.0.0/0\"]\n }}\n}}"
        )
    };
    let cluster = |config: &str| {
        format!(
            "resource \"aws_eks_cluster\" \"c\" {{\n vpc_config {{\n subnet_ids = [{PUBLIC}]\n {config}\n }}\n}}"
        )
    };
    let nodes = |more: &str| {
        format!(
            "{}\nresource \"aws_eks_node_group\" \"n\" {{\n cluster_name = aws_eks_cluster.c.name\n subnet_ids = [aws_subnet.other.id]\n {more}\n}}",
            cluster("")
        )
    };
    let db = "aws_db_instance.db";
    let public = "publicly_accessible = true";
    check(
        NET,
        &[
            (
                "a public database, on its port",
                &database(public, "aws_security_group.db.id"),
                db,
                "anywhere: TCP 5432 by internet gateway",
            ),
            (
                "its switch is off by default",
                &database("", "aws_security_group.db.id"),
                db,
                "closed",
            ),
            (
                "its group admits nobody",
                &database(public, "aws_security_group.inner.id"),
                db,
                "closed",
            ),
            (
                "a control plane is public by default",
                &cluster(""),
                "aws_eks_cluster.c",
                "anywhere: TCP 443 by public endpoint",
            ),
            (
                "for an office",
                &cluster("public_access_cidrs = [\"198.51.100.0/24\"]"),
                "aws_eks_cluster.c",
                "198.51.100.0/24: TCP 443 by public endpoint",
            ),
            (
                "for nobody",
                &cluster("endpoint_public_access = false"),
                "aws_eks_cluster.c",
                "closed",
            ),
            ("nodes in the group of their cluster", &nodes(""), "aws_eks_node_group.n", "closed"),
            (
                "a key without groups opens SSH",
                &nodes("remote_access {\n ec2_ssh_key = \"k\"\n }"),
                "aws_eks_node_group.n",
                "anywhere: TCP 22 by internet gateway",
            ),
            (
                "nodes of a template with a group",
                &nodes(
                    "launch_template {\n id = aws_launch_template.t.id\n version = \"1\"\n }\n}\nresource \"aws_launch_template\" \"t\" {\n vpc_security_group_ids = [aws_security_group.web.id]",
                ),
                "aws_eks_node_group.n",
                OPEN,
            ),
            (
                "a function URL",
                "resource \"aws_lambda_function_url\" \"u\" {\n authorization_type = \"NONE\"\n}",
                "aws_lambda_function_url.u",
                "anywhere: TCP 443 by function URL",
            ),
            (
                "search outside of networks",
                "resource \"aws_opensearch_domain\" \"s\" {}",
                "aws_opensearch_domain.s",
                "anywhere: TCP 443 by public endpoint",
            ),
            (
                "a cache is never public",
                "resource \"aws_elasticache_cluster\" \"c\" {\n security_group_ids = [aws_security_group.web.id]\n}",
                "aws_elasticache_cluster.c",
                "closed",
            ),
        ],
    );
}

#[test]
fn inside_a_network() {
    let code = format!(
        "{NET}
resource \"aws_instance\" \"web\" {{\n subnet_id = {PUBLIC}\n vpc_security_group_ids = [{GROUP}]\n}}
resource \"aws_instance\" \"app\" {{\n subnet_id = aws_subnet.private.id\n vpc_security_group_ids = [aws_security_group.app.id]\n}}
resource \"aws_security_group\" \"app\" {{
  vpc_id = aws_vpc.main.id
  ingress {{
    from_port = 8080
    to_port = 8080
    protocol = \"tcp\"
    security_groups = [aws_security_group.web.id]
    self = true
  }}
}}
resource \"aws_vpc\" \"far\" {{ cidr_block = \"10.9.0.0/16\" }}
resource \"aws_subnet\" \"far\" {{\n vpc_id = aws_vpc.far.id\n cidr_block = \"10.9.0.0/24\"\n}}
resource \"aws_security_group\" \"far\" {{
  vpc_id = aws_vpc.far.id
  ingress {{
    from_port = 53
    to_port = 53
    protocol = \"udp\"
    cidr_blocks = [\"10.0.0.0/16\"]
  }}
}}
resource \"aws_instance\" \"far\" {{\n subnet_id = aws_subnet.far.id\n vpc_security_group_ids = [aws_security_group.far.id]\n}}
"
    );
    let peering = "
resource \"aws_vpc_peering_connection\" \"p\" {\n vpc_id = aws_vpc.main.id\n peer_vpc_id = aws_vpc.far.id\n}
resource \"aws_route\" \"there\" {\n route_table_id = aws_route_table.public.id\n destination_cidr_block = \"10.9.0.0/16\"\n vpc_peering_connection_id = aws_vpc_peering_connection.p.id\n}
";
    let back = "resource \"aws_route\" \"back\" {\n route_table_id = aws_vpc.far.main_route_table_id\n destination_cidr_block = \"10.0.0.0/16\"\n vpc_peering_connection_id = aws_vpc_peering_connection.p.id\n}";
    let ask = |more: &str, from: &str, to: &str| {
        let (_, estate) = read(&[("main.tf", &format!("{code}{more}"))]);
        inside(&estate, from, to)
    };
    assert_eq!(ask("", WEB, "aws_instance.app"), "TCP 8080", "the group of the source is named");
    assert_eq!(
        ask("", "aws_instance.app", WEB),
        "closed",
        "no rule lets anything out of the group"
    );
    assert_eq!(ask("", WEB, "aws_instance.far"), "closed", "nothing connects the two");
    assert_eq!(ask(peering, WEB, "aws_instance.far"), "closed", "no way back");
    assert_eq!(ask(&format!("{peering}{back}"), WEB, "aws_instance.far"), "UDP 53", "peered");
}

#[test]
fn modules_and_templates() {
    let root = "
module \"net\" {\n source = \"./net\"\n for_each = toset([\"a\", \"b\"])\n}
resource \"aws_instance\" \"web\" {
  for_each = module.net
  subnet_id = each.value.subnet
  vpc_security_group_ids = [each.value.group]
  associate_public_ip_address = each.key == \"a\"
}
";
    let net = NET.to_owned()
        + "output \"subnet\" {\n value = aws_subnet.public.id\n}\noutput \"group\" {\n value = aws_security_group.web.id\n}";
    let (_, estate) = read(&[("main.tf", root), ("net/main.tf", &net)]);
    assert_eq!(exposed(&estate, "aws_instance.web[\"a\"]"), OPEN);
    assert_eq!(exposed(&estate, "aws_instance.web[\"b\"]"), "closed");

    let template = "
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Igw: {Type: AWS::EC2::InternetGateway}
  Att: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Route: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: true}}
  Tie: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]
  Lone: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 198.51.100.0/24}}
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: a, SubnetId: !Ref Subnet, SecurityGroupIds: [!GetAtt Group.GroupId]}}
";
    let (_, estate) = read(&[("stack.yaml", template)]);
    assert_eq!(
        exposed(&estate, "AWS::EC2::Instance.Web"),
        "anywhere: TCP 443 by internet gateway | 198.51.100.0/24: TCP 22,443 by internet gateway"
    );
}

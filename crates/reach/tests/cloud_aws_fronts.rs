//! Decisions about what stands before a network of AWS: API Gateway over VPC links, `CloudFront`, Global Accelerator; about
//! Lightsail, and transit gateways. By the developer guides of each, and the Terraform provider's defaults.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod common;

use std::fmt::Write as _;

use common::{check, inside, read};

/// A private subnet with an instance behind an internal balancer, whose kind and rules are asked about.
const NET: &str = r#"
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_security_group" "front" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 80
    to_port         = 80
    protocol        = "tcp"
    security_groups = [aws_security_group.link.id]
  }
}
resource "aws_security_group" "link" { vpc_id = aws_vpc.main.id }
resource "aws_security_group" "app" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [aws_security_group.front.id]
  }
}
resource "aws_lb" "front" {
  internal        = true
  subnets         = [aws_subnet.private.id]
  security_groups = [aws_security_group.front.id]
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.front.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_lb_target_group" "app" {
  port   = 8080
  vpc_id = aws_vpc.main.id
}
resource "aws_lb_target_group_attachment" "app" {
  target_group_arn = aws_lb_target_group.app.arn
  target_id        = aws_instance.app.id
}
resource "aws_instance" "app" {
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.app.id]
}
"#;

const FRONT: &str = "aws_lb.front";
const APP: &str = "aws_instance.app";

#[test]
fn http_apis() {
    let link = |groups: &str, more: &str| {
        format!(
            "resource \"aws_apigatewayv2_api\" \"a\" {{\n name = \"a\"\n protocol_type = \"HTTP\"\n}}
resource \"aws_apigatewayv2_vpc_link\" \"l\" {{\n name = \"l\"\n subnet_ids = [aws_subnet.private.id]\n security_group_ids = [{groups}]\n}}
resource \"aws_apigatewayv2_integration\" \"i\" {{\n api_id = aws_apigatewayv2_api.a.id\n integration_type = \"HTTP_PROXY\"\n integration_method = \"ANY\"\n {more}\n}}\n"
        )
    };
    let over = "connection_type = \"VPC_LINK\"\n connection_id = aws_apigatewayv2_vpc_link.l.id\n integration_uri = aws_lb_listener.http.arn";
    let group = "aws_security_group.link.id";
    let looked_up = over.replace("aws_apigatewayv2_vpc_link.l.id", "var.link");
    check(
        NET,
        &[
            ("nothing leads to it", "", FRONT, "closed"),
            (
                "an API over a link",
                &link(group, over),
                FRONT,
                "anywhere: TCP 80 by aws_apigatewayv2_api.a",
            ),
            (
                "and what is behind",
                &link(group, over),
                APP,
                "anywhere: TCP 8080 by aws_apigatewayv2_api.a, aws_lb.front port 80",
            ),
            (
                "the balancer admits another group",
                &link("aws_security_group.app.id", over),
                FRONT,
                "closed",
            ),
            (
                "a link from elsewhere",
                &(link(group, &looked_up) + "variable \"link\" {}\n"),
                FRONT,
                "anywhere: ? TCP 80 by aws_apigatewayv2_api.a",
            ),
            (
                "a call over the internet",
                &link(group, "integration_uri = \"https://example.com\""),
                FRONT,
                "closed",
            ),
        ],
    );
}

#[test]
fn rest_apis() {
    let network = NET.replace(
        "internal        = true",
        "internal        = true\n  load_balancer_type = \"network\"",
    );
    let groupless = network.replace("  security_groups = [aws_security_group.front.id]\n}", "}");
    let call = |private: &str, uri: &str| {
        format!(
            "resource \"aws_api_gateway_rest_api\" \"a\" {{\n name = \"a\"\n {private}\n}}
resource \"aws_api_gateway_vpc_link\" \"l\" {{\n name = \"l\"\n target_arns = [aws_lb.front.arn]\n}}
resource \"aws_api_gateway_integration\" \"i\" {{\n rest_api_id = aws_api_gateway_rest_api.a.id\n type = \"HTTP_PROXY\"\n connection_type = \"VPC_LINK\"\n connection_id = aws_api_gateway_vpc_link.l.id\n uri = \"{uri}\"\n}}\n"
        )
    };
    let web = call("", "http://app.example.com/{proxy}");
    let from_subnet = "resource \"aws_vpc_security_group_ingress_rule\" \"r\" {\n security_group_id = aws_security_group.app.id\n ip_protocol = \"tcp\"\n from_port = 8080\n to_port = 8080\n cidr_ipv4 = \"10.0.2.0/24\"\n}\n";
    let by = "anywhere: TCP 80 by aws_api_gateway_rest_api.a";
    let behind = "anywhere: TCP 8080 by aws_api_gateway_rest_api.a, aws_lb.front port 80";
    check(
        &groupless,
        &[
            ("a network balancer without groups", &web, FRONT, by),
            ("its targets see the balancer", &format!("{web}{from_subnet}"), APP, behind),
            (
                "another port than it listens on",
                &call("", "https://app.example.com"),
                FRONT,
                "closed",
            ),
            (
                "a private API",
                &call(
                    "endpoint_configuration {\n types = [\"PRIVATE\"]\n }",
                    "http://app.example.com",
                ),
                FRONT,
                "closed",
            ),
        ],
    );
    let off = network.replace(
        "internal        = true",
        "internal        = true\n  enforce_security_group_inbound_rules_on_private_link_traffic = \"off\"",
    );
    check(
        &network,
        &[(
            "groups hold for PrivateLink",
            &web,
            FRONT,
            "anywhere: ? TCP 80 by aws_api_gateway_rest_api.a",
        )],
    );
    check(&off, &[("unless that is off", &web, FRONT, by)]);
}

#[test]
fn distributions() {
    let edge = |origin: &str| {
        format!(
            "resource \"aws_cloudfront_distribution\" \"d\" {{\n enabled = true\n origin {{\n origin_id = \"o\"\n domain_name = aws_lb.front.dns_name\n {origin}\n }}\n}}\n"
        )
    };
    let custom = |policy: &str| {
        edge(&format!(
            "custom_origin_config {{\n http_port = 80\n https_port = 443\n origin_protocol_policy = \"{policy}\"\n origin_ssl_protocols = [\"TLSv1.2\"]\n }}"
        ))
    };
    let inside = edge("vpc_origin_config {\n vpc_origin_id = aws_cloudfront_vpc_origin.v.id\n }")
        + "resource \"aws_cloudfront_vpc_origin\" \"v\" {\n vpc_origin_endpoint_config {\n name = \"v\"\n arn = aws_lb.front.arn\n http_port = 80\n https_port = 443\n origin_protocol_policy = \"http-only\"\n }\n}\n";
    let rule = |peer: &str| {
        format!(
            "resource \"aws_vpc_security_group_ingress_rule\" \"r\" {{\n security_group_id = aws_security_group.front.id\n ip_protocol = \"tcp\"\n from_port = 80\n to_port = 80\n {peer}\n}}\n"
        )
    };
    let prefixes = rule("prefix_list_id = data.aws_ec2_managed_prefix_list.cloudfront.id")
        + "data \"aws_ec2_managed_prefix_list\" \"cloudfront\" {\n name = \"com.amazonaws.global.cloudfront.origin-facing\"\n}\n";
    let own_group = rule("referenced_security_group_id = data.aws_security_group.cf.id")
        + "data \"aws_security_group\" \"cf\" {\n name = \"CloudFront-VPCOrigins-Service-SG\"\n}\n";
    let by = "anywhere: TCP 80 by aws_cloudfront_distribution.d";
    let behind = "anywhere: TCP 8080 by aws_cloudfront_distribution.d, aws_lb.front port 80";
    check(
        NET,
        &[
            ("no address for a public origin", &(custom("http-only") + &prefixes), FRONT, "closed"),
            ("a VPC origin, admitted by prefix list", &format!("{inside}{prefixes}"), FRONT, by),
            ("and what is behind", &format!("{inside}{prefixes}"), APP, behind),
            ("by its subnet", &(inside.clone() + &rule("cidr_ipv4 = \"10.0.0.0/16\"")), FRONT, by),
            (
                "not admitted",
                &(inside.clone() + &rule("cidr_ipv4 = \"10.9.0.0/16\"")),
                FRONT,
                "anywhere: ? TCP 80 by aws_cloudfront_distribution.d",
            ),
            (
                "by a group that is only looked up",
                &format!("{inside}{own_group}"),
                FRONT,
                "anywhere: ? TCP 80 by aws_cloudfront_distribution.d",
            ),
        ],
    );
    let public = NET.replace("internal        = true", "internal        = false")
        + "resource \"aws_internet_gateway\" \"g\" {\n vpc_id = aws_vpc.main.id\n}
resource \"aws_route\" \"r\" {\n route_table_id = aws_vpc.main.main_route_table_id\n destination_cidr_block = \"0.0.0.0/0\"\n gateway_id = aws_internet_gateway.g.id\n}\n";
    let named = "com.amazonaws.global.cloudfront.origin-facing: TCP 80 by internet gateway";
    check(
        &public,
        &[
            ("a balancer that admits CloudFront only", &prefixes, FRONT, named),
            (
                "is open to all over a distribution",
                &(custom("http-only") + &prefixes),
                FRONT,
                &format!("{named} | {by}"),
            ),
            ("over the ports it is called on", &(custom("https-only") + &prefixes), FRONT, named),
            (
                "but an office is no distribution",
                &(custom("http-only") + &rule("cidr_ipv4 = \"198.51.100.0/24\"")),
                FRONT,
                "198.51.100.0/24: TCP 80 by internet gateway",
            ),
        ],
    );
}

#[test]
fn accelerators() {
    let lead = |endpoint: &str, more: &str| {
        format!(
            "resource \"aws_globalaccelerator_accelerator\" \"g\" {{\n name = \"g\"\n}}
resource \"aws_globalaccelerator_listener\" \"l\" {{\n accelerator_arn = aws_globalaccelerator_accelerator.g.arn\n protocol = \"TCP\"\n port_range {{\n from_port = 80\n to_port = 80\n }}\n}}
resource \"aws_globalaccelerator_endpoint_group\" \"e\" {{\n listener_arn = aws_globalaccelerator_listener.l.arn\n endpoint_configuration {{\n endpoint_id = {endpoint}\n }}\n {more}\n}}\n"
        )
    };
    let rule = |group: &str, port: u32| {
        format!(
            "resource \"aws_vpc_security_group_ingress_rule\" \"r\" {{\n security_group_id = aws_security_group.{group}.id\n ip_protocol = \"tcp\"\n from_port = {port}\n to_port = {port}\n cidr_ipv4 = \"0.0.0.0/0\"\n}}\n"
        )
    };
    let balancer = lead("aws_lb.front.arn", "");
    let machine = lead(
        "aws_instance.app.id",
        "port_override {\n listener_port = 80\n endpoint_port = 8080\n }",
    );
    let by = "anywhere: TCP 80 by aws_globalaccelerator_accelerator.g";
    let hidden =
        balancer.replace("front.arn\n", "front.arn\n client_ip_preservation_enabled = false\n");
    let office = rule("front", 80).replace("0.0.0.0/0", "198.51.100.0/24");
    check(
        NET,
        &[
            (
                "the accelerator itself",
                &balancer,
                "aws_globalaccelerator_accelerator.g",
                "anywhere: TCP 80 by edge address",
            ),
            (
                "a private balancer that admits everyone",
                &(balancer.clone() + &rule("front", 80)),
                FRONT,
                by,
            ),
            (
                "and what is behind",
                &(balancer.clone() + &rule("front", 80)),
                APP,
                "anywhere: TCP 8080 by aws_globalaccelerator_accelerator.g, aws_lb.front port 80",
            ),
            (
                "the client's address is kept",
                &(balancer.clone() + &office),
                FRONT,
                "198.51.100.0/24: TCP 80 by aws_globalaccelerator_accelerator.g",
            ),
            ("its own rules admit nobody", &balancer, FRONT, "closed"),
            (
                "without the client's address",
                &(hidden + &office),
                FRONT,
                "anywhere: ? TCP 80 by aws_globalaccelerator_accelerator.g",
            ),
            (
                "a machine on another port",
                &(machine.clone() + &rule("app", 8080)),
                APP,
                "anywhere: TCP 8080 by aws_globalaccelerator_accelerator.g",
            ),
            ("which its group does not open", &(machine + &rule("app", 80)), APP, "closed"),
            (
                "switched off",
                &(balancer.replace("name = \"g\"", "name = \"g\"\n enabled = false")
                    + &rule("front", 80)),
                FRONT,
                "closed",
            ),
        ],
    );
}

#[test]
fn lightsail() {
    let machine = |blueprint: &str, more: &str| {
        format!(
            "resource \"aws_lightsail_instance\" \"m\" {{\n name = \"m\"\n blueprint_id = \"{blueprint}\"\n}}\n{more}"
        )
    };
    let firewall = |info: &str| {
        format!(
            "resource \"aws_lightsail_instance_public_ports\" \"p\" {{\n instance_name = aws_lightsail_instance.m.name\n port_info {{\n {info}\n }}\n}}\n"
        )
    };
    let https = "protocol = \"tcp\"\n from_port = 443\n to_port = 443";
    let m = "aws_lightsail_instance.m";
    let balancer = "resource \"aws_lightsail_lb\" \"b\" {\n name = \"b\"\n instance_port = 80\n}
resource \"aws_lightsail_lb_attachment\" \"t\" {\n lb_name = aws_lightsail_lb.b.name\n instance_name = aws_lightsail_instance.m.name\n}\n";
    let public = "anywhere: TCP 443 by public address";
    check(
        "",
        &[
            (
                "a system starts with SSH and HTTP",
                &machine("ubuntu_22_04", ""),
                m,
                "anywhere: TCP 22,80 by public address",
            ),
            (
                "Windows with RDP",
                &machine("windows_server_2022", ""),
                m,
                "anywhere: TCP 80,3389 by public address",
            ),
            (
                "a written firewall replaces that",
                &machine("ubuntu_22_04", &firewall(https)),
                m,
                public,
            ),
            (
                "for an office",
                &machine(
                    "ubuntu_22_04",
                    &firewall(&format!("{https}\n cidrs = [\"198.51.100.0/24\"]")),
                ),
                m,
                "198.51.100.0/24: TCP 443 by public address",
            ),
            (
                "a balancer before a machine",
                &machine(
                    "ubuntu_22_04",
                    &(firewall(
                        "protocol = \"tcp\"\n from_port = 80\n to_port = 80\n cidrs = [\"198.51.100.0/24\"]",
                    ) + balancer),
                ),
                m,
                "198.51.100.0/24: TCP 80 by public address | anywhere: ? TCP 80 by aws_lightsail_lb.b",
            ),
            (
                "the balancer",
                &machine("ubuntu_22_04", balancer),
                "aws_lightsail_lb.b",
                "anywhere: TCP 80 by public address",
            ),
            (
                "a database is not public unless",
                "resource \"aws_lightsail_database\" \"d\" {\n blueprint_id = \"mysql_8_0\"\n}",
                "aws_lightsail_database.d",
                "closed",
            ),
            (
                "it is made so",
                "resource \"aws_lightsail_database\" \"d\" {\n blueprint_id = \"mysql_8_0\"\n publicly_accessible = true\n}",
                "aws_lightsail_database.d",
                "anywhere: TCP 3306 by public address",
            ),
            (
                "containers without a public endpoint",
                "resource \"aws_lightsail_container_service\" \"c\" {\n name = \"c\"\n}",
                "aws_lightsail_container_service.c",
                "closed",
            ),
            (
                "with one",
                "resource \"aws_lightsail_container_service\" \"c\" {\n name = \"c\"\n}\nresource \"aws_lightsail_container_service_deployment_version\" \"v\" {\n service_name = aws_lightsail_container_service.c.name\n public_endpoint {\n container_name = \"web\"\n container_port = 80\n }\n}",
                "aws_lightsail_container_service.c",
                "anywhere: TCP 443 by public endpoint",
            ),
        ],
    );
}

#[test]
fn transit_gateways() {
    let network = |name: &str, octet: u8, more: &str| {
        format!(
            "resource \"aws_vpc\" \"{name}\" {{\n cidr_block = \"10.{octet}.0.0/16\"\n}}
resource \"aws_subnet\" \"{name}\" {{\n vpc_id = aws_vpc.{name}.id\n cidr_block = \"10.{octet}.1.0/24\"\n}}
resource \"aws_security_group\" \"{name}\" {{\n vpc_id = aws_vpc.{name}.id\n ingress {{\n from_port = 443\n to_port = 443\n protocol = \"tcp\"\n cidr_blocks = [\"10.0.0.0/8\"]\n }}\n egress {{\n from_port = 0\n to_port = 0\n protocol = \"-1\"\n cidr_blocks = [\"0.0.0.0/0\"]\n }}\n}}
resource \"aws_instance\" \"{name}\" {{\n subnet_id = aws_subnet.{name}.id\n vpc_security_group_ids = [aws_security_group.{name}.id]\n}}
resource \"aws_route\" \"{name}\" {{\n route_table_id = aws_vpc.{name}.main_route_table_id\n destination_cidr_block = \"10.0.0.0/8\"\n transit_gateway_id = HUB\n}}
resource \"aws_ec2_transit_gateway_vpc_attachment\" \"{name}\" {{\n transit_gateway_id = HUB\n vpc_id = aws_vpc.{name}.id\n subnet_ids = [aws_subnet.{name}.id]\n {more}\n}}\n"
        )
    };
    let ask = |hub: &str, spoke: &str, more: &str| {
        let both = network("a", 1, spoke) + &network("b", 2, spoke);
        let (id, hub) = match hub.strip_prefix("id:") {
            Some(id) => (format!("\"{id}\""), String::new()),
            None => (
                "aws_ec2_transit_gateway.t.id".to_owned(),
                format!("resource \"aws_ec2_transit_gateway\" \"t\" {{\n {hub}\n}}\n"),
            ),
        };
        let code = format!("{hub}{}{more}", both.replace("HUB", &id));
        let (_, estate) = read(&[("main.tf", &code)]);
        inside(&estate, "aws_instance.a", "aws_instance.b")
    };
    let manual = "default_route_table_association = \"disable\"\n default_route_table_propagation = \"disable\"";
    let table = |tie: &str, propagate: &str| {
        let mut all = "resource \"aws_ec2_transit_gateway_route_table\" \"r\" {\n transit_gateway_id = aws_ec2_transit_gateway.t.id\n}\n".to_owned();
        for (kind, names) in [("association", tie), ("propagation", propagate)] {
            for name in names.chars() {
                let _ = write!(
                    all,
                    "resource \"aws_ec2_transit_gateway_route_table_{kind}\" \"{name}\" {{\n transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.{name}.id\n transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.r.id\n}}\n"
                );
            }
        }
        all
    };
    let fixed = |table: &str, range: &str, more: &str| {
        format!(
            "resource \"aws_ec2_transit_gateway_route\" \"s\" {{\n destination_cidr_block = \"{range}\"\n transit_gateway_route_table_id = {table}\n {more}\n}}\n"
        )
    };
    let own = "aws_ec2_transit_gateway_route_table.r.id";
    let default = "aws_ec2_transit_gateway.t.association_default_route_table_id";
    let to_b = "transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.b.id";
    let cases: &[(&str, String, &str)] = &[
        ("the default table holds all", ask("", "", ""), "TCP 443"),
        ("no table of its own, no default one", ask(manual, "", ""), "closed"),
        ("one table for both", ask(manual, "", &table("ab", "ab")), "TCP 443"),
        ("no way back: one is not propagated", ask(manual, "", &table("ab", "b")), "closed"),
        ("one is in no table", ask(manual, "", &table("a", "ab")), "closed"),
        (
            "a static route in place of propagation",
            ask(manual, "", &(table("ab", "a") + &fixed(own, "10.2.0.0/16", to_b))),
            "TCP 443",
        ),
        (
            "the default table by its attribute",
            ask("", "", &fixed(default, "10.2.0.0/16", "blackhole = true")),
            "closed",
        ),
        (
            "a wider blackhole gives way",
            ask("", "", &fixed(default, "10.0.0.0/8", "blackhole = true")),
            "TCP 443",
        ),
        (
            "a blackhole of a part",
            ask("", "", &fixed(default, "10.2.1.0/24", "blackhole = true")),
            "? TCP 443",
        ),
        (
            "an attachment that is not propagated",
            ask("", "transit_gateway_default_route_table_propagation = false", ""),
            "closed",
        ),
        ("a gateway from elsewhere", ask("id:tgw-1", "", ""), "? TCP 443"),
    ];
    for (what, got, want) in cases {
        assert_eq!(got, want, "{what}");
    }
}

#[test]
fn templates_are_read_alike() {
    let template = "
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: a, SubnetId: !Ref Subnet, SecurityGroupIds: [!GetAtt Group.GroupId]}}
  Front: {Type: AWS::GlobalAccelerator::Accelerator, Properties: {Name: front}}
  Listener: {Type: AWS::GlobalAccelerator::Listener, Properties: {AcceleratorArn: !Ref Front, Protocol: TCP, PortRanges: [{FromPort: 80, ToPort: 80}]}}
  Behind: {Type: AWS::GlobalAccelerator::EndpointGroup, Properties: {ListenerArn: !Ref Listener, EndpointGroupRegion: eu-west-1, EndpointConfigurations: [{EndpointId: !Ref Web}]}}
";
    let (_, estate) = read(&[("stack.yaml", template)]);
    assert_eq!(
        common::exposed(&estate, "AWS::EC2::Instance.Web"),
        "anywhere: TCP 80 by AWS::GlobalAccelerator::Accelerator.Front"
    );
}

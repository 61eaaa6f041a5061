//! Decisions about what stands behind fronts whose target is not known: it is not known to be closed.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod common;

use common::{check, inside, read};

/// A private network with a balancer, an instance behind it, one beside it that admits nobody, and one in another group.
const NET: &str = r#"
variable "target" {}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_security_group" "front" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_security_group" "app" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [aws_security_group.front.id]
  }
}
resource "aws_security_group" "data" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.app.id]
  }
}
resource "aws_security_group" "none" { vpc_id = aws_vpc.main.id }
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
resource "aws_instance" "data" {
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.data.id]
}
resource "aws_instance" "none" {
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.none.id]
}
"#;

const FRONT: &str = "aws_lb.front";
const APP: &str = "aws_instance.app";
const DATA: &str = "aws_instance.data";
const NONE: &str = "aws_instance.none";
const WEB: &str = "anywhere: ? TCP 80 by a front whose target is not known";
const BEHIND: &str = "anywhere: ? TCP 8080 by a front whose target is not known";
const CLOSED: &str = "closed";

#[test]
fn apis_over_links() {
    let http = |uri: &str, over: &str| {
        format!(
            "resource \"aws_apigatewayv2_api\" \"a\" {{\n name = \"a\"\n protocol_type = \"HTTP\"\n}}
resource \"aws_apigatewayv2_vpc_link\" \"l\" {{\n name = \"l\"\n subnet_ids = [aws_subnet.private.id]\n security_group_ids = [aws_security_group.none.id]\n}}
resource \"aws_apigatewayv2_integration\" \"i\" {{\n api_id = aws_apigatewayv2_api.a.id\n integration_type = \"HTTP_PROXY\"\n {over}\n integration_uri = {uri}\n}}\n"
        )
    };
    let over = "connection_type = \"VPC_LINK\"\n connection_id = aws_apigatewayv2_vpc_link.l.id";
    let rest = |private: &str, link: &str, target: &str| {
        format!(
            "resource \"aws_api_gateway_rest_api\" \"a\" {{\n name = \"a\"\n {private}\n}}
resource \"aws_api_gateway_vpc_link\" \"l\" {{\n name = \"l\"\n target_arns = [{target}]\n}}
resource \"aws_api_gateway_integration\" \"i\" {{\n rest_api_id = aws_api_gateway_rest_api.a.id\n type = \"HTTP_PROXY\"\n connection_type = \"VPC_LINK\"\n connection_id = {link}\n uri = \"http://app.example.com\"\n}}\n"
        )
    };
    let own = "aws_api_gateway_vpc_link.l.id";
    let private = "endpoint_configuration {\n types = [\"PRIVATE\"]\n }";
    check(
        NET,
        &[
            ("a variable", &http("var.target", over), FRONT, WEB),
            ("what is behind", &http("var.target", over), APP, BEHIND),
            ("no balancer", &http("var.target", over), DATA, CLOSED),
            ("a module that was not read", &http("module.lb.arn", over), FRONT, WEB),
            ("one that is known", &http("\"arn:aws:elasticloadbalancing:x\"", over), FRONT, CLOSED),
            ("no link", &http("var.target", ""), FRONT, CLOSED),
            ("the target of a link", &rest("", own, "var.target"), FRONT, WEB),
            ("the link itself", &rest("", "var.target", "aws_lb.front.arn"), FRONT, WEB),
            ("a stage variable", &rest("", "\"$${stageVariables.l}\"", "\"x\""), FRONT, WEB),
            ("a private API", &rest(private, own, "var.target"), FRONT, CLOSED),
        ],
    );
}

#[test]
fn distributions() {
    let edge = |name: &str, more: &str| {
        format!(
            "resource \"aws_cloudfront_distribution\" \"d\" {{\n enabled = true\n origin {{\n origin_id = \"o\"\n domain_name = {name}\n {more}\n }}\n}}\n"
        )
    };
    let custom = "custom_origin_config {\n http_port = 80\n https_port = 443\n origin_protocol_policy = \"http-only\"\n origin_ssl_protocols = [\"TLSv1.2\"]\n }";
    let vpc = "vpc_origin_config {\n vpc_origin_id = aws_cloudfront_vpc_origin.v.id\n }";
    let place = "resource \"aws_cloudfront_vpc_origin\" \"v\" {\n vpc_origin_endpoint_config {\n name = \"v\"\n arn = var.target\n http_port = 80\n https_port = 443\n origin_protocol_policy = \"http-only\"\n }\n}\n";
    let inner = edge("\"x.example.com\"", vpc) + place;
    let bucket = "resource \"aws_s3_bucket\" \"b\" {\n bucket = \"b\"\n}\n";
    let website = edge("aws_s3_bucket.b.bucket_regional_domain_name", custom) + bucket;
    check(
        NET,
        &[
            (
                "a public name leads to no private address",
                &edge("var.target", custom),
                FRONT,
                CLOSED,
            ),
            ("a VPC origin", &inner, FRONT, WEB),
            ("and what is behind", &inner, APP, BEHIND),
            (
                "instances too",
                &inner,
                DATA,
                "anywhere: ? TCP 5432 by a front whose target is not known",
            ),
            ("but not past their rules", &inner, NONE, CLOSED),
            ("switched off", &inner.replace("enabled = true", "enabled = false"), FRONT, CLOSED),
        ],
    );
    let public = NET.replace("internal        = true", "internal        = false").replace(
        "cidr_blocks = [\"10.0.0.0/8\"]",
        "prefix_list_ids = [data.aws_ec2_managed_prefix_list.cloudfront.id]",
    ) + "resource \"aws_internet_gateway\" \"g\" {\n vpc_id = aws_vpc.main.id\n}
data \"aws_ec2_managed_prefix_list\" \"cloudfront\" {\n name = \"com.amazonaws.global.cloudfront.origin-facing\"\n}
resource \"aws_route\" \"r\" {\n route_table_id = aws_vpc.main.main_route_table_id\n destination_cidr_block = \"0.0.0.0/0\"\n gateway_id = aws_internet_gateway.g.id\n}\n";
    let named = "com.amazonaws.global.cloudfront.origin-facing: TCP 80 by internet gateway";
    let both = format!("{named} | {WEB}");
    check(
        &public,
        &[
            ("a balancer for CloudFront", &edge("var.target", custom), FRONT, &both),
            ("a bucket is known", &website, FRONT, named),
            ("so is an origin without settings of its own", &edge("var.target", ""), FRONT, named),
        ],
    );
}

#[test]
fn accelerators() {
    let lead = |endpoint: &str| {
        format!(
            "resource \"aws_globalaccelerator_accelerator\" \"g\" {{\n name = \"g\"\n}}
resource \"aws_globalaccelerator_listener\" \"l\" {{\n accelerator_arn = aws_globalaccelerator_accelerator.g.arn\n protocol = \"TCP\"\n port_range {{\n from_port = 80\n to_port = 80\n }}\n}}
resource \"aws_globalaccelerator_endpoint_group\" \"e\" {{\n listener_arn = aws_globalaccelerator_listener.l.arn\n {endpoint}\n}}\n"
        )
    };
    let one = lead("endpoint_configuration {\n endpoint_id = var.target\n }");
    let each = lead(
        "dynamic \"endpoint_configuration\" {\n for_each = var.target\n content {\n endpoint_id = endpoint_configuration.value\n }\n }",
    );
    let off = one.replace("name = \"g\"", "name = \"g\"\n enabled = false");
    check(
        NET,
        &[
            ("a variable", &one, FRONT, WEB),
            ("any number of them", &each, FRONT, WEB),
            ("what is behind", &one, APP, BEHIND),
            ("an instance that admits nobody", &one, NONE, CLOSED),
            ("switched off", &off, FRONT, CLOSED),
        ],
    );
}

#[test]
fn balancers() {
    let public = NET.replace("internal        = true", "internal        = false").replace("10.0.0.0/8", "0.0.0.0/0")
        + "resource \"aws_internet_gateway\" \"g\" {\n vpc_id = aws_vpc.main.id\n}
resource \"aws_route\" \"r\" {\n route_table_id = aws_vpc.main.main_route_table_id\n destination_cidr_block = \"0.0.0.0/0\"\n gateway_id = aws_internet_gateway.g.id\n}\n";
    let loose = |from: &str| public.replace(from, "var.target");
    let group = loose("aws_lb_target_group.app.arn\n  }");
    let group = group.replace("= var.target\n}", "= var.target\n }\n}");
    let target = loose("aws_instance.app.id");
    let open = "anywhere: TCP 8080 by aws_lb.front port 80";
    check(&public, &[("all known", "", APP, open), ("nobody else", "", DATA, CLOSED)]);
    for code in [&group, &target] {
        check(
            code,
            &[
                ("a target that admits the balancer", "", APP, BEHIND),
                ("one that does not", "", DATA, CLOSED),
                ("the balancer itself", "", FRONT, "anywhere: TCP 80 by internet gateway"),
            ],
        );
    }
    let within = target.replace("internal        = false", "internal        = true");
    check(&within, &[("a balancer that nobody reaches", "", APP, CLOSED)]);
    let more = "resource \"aws_lb_listener_rule\" \"r\" {\n listener_arn = aws_lb_listener.http.arn\n action {\n type = \"forward\"\n target_group_arn = module.other.arn\n }\n}\n";
    check(&public, &[("open anyway", more, APP, open)]);
}

#[test]
fn forwarding_rules() {
    let net = |wall: &str| {
        format!(
            "variable \"target\" {{}}
resource \"google_compute_network\" \"n\" {{\n name = \"n\"\n}}
resource \"google_compute_instance\" \"app\" {{\n name = \"app\"\n network_interface {{\n network = google_compute_network.n.id\n }}\n}}
resource \"google_compute_firewall\" \"f\" {{\n name = \"f\"\n network = google_compute_network.n.id\n source_ranges = [\"{wall}\"]\n allow {{\n protocol = \"tcp\"\n ports = [\"80\"]\n }}\n}}
resource \"google_cloud_run_v2_service\" \"s\" {{\n name = \"s\"\n ingress = \"INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER\"\n}}\n"
        )
    };
    let rule = |more: &str| {
        format!(
            "resource \"google_compute_global_forwarding_rule\" \"r\" {{\n name = \"r\"\n port_range = \"80\"\n {more}\n}}\n"
        )
    };
    let proxied = |map: &str, service: &str| {
        rule("target = google_compute_target_http_proxy.p.id")
            + &format!(
                "resource \"google_compute_target_http_proxy\" \"p\" {{\n name = \"p\"\n url_map = {map}\n}}
resource \"google_compute_url_map\" \"m\" {{\n name = \"m\"\n default_service = {service}\n}}
resource \"google_compute_backend_service\" \"s\" {{\n name = \"s\"\n backend {{\n group = var.target\n }}\n}}
resource \"google_compute_backend_bucket\" \"b\" {{\n name = \"b\"\n bucket_name = \"b\"\n}}\n"
            )
    };
    let (map, service) = ("google_compute_url_map.m.id", "google_compute_backend_service.s.id");
    let bucket = "google_compute_backend_bucket.b.id";
    let (app, run) = ("google_compute_instance.app", "google_cloud_run_v2_service.s");
    let https = "anywhere: ? TCP 443 by a front whose target is not known";
    let internal = rule("target = var.target\n load_balancing_scheme = \"INTERNAL_MANAGED\"");
    check(
        &net("35.191.0.0/16"),
        &[
            ("its target", &rule("target = var.target"), app, WEB),
            ("what runs without servers", &rule("target = var.target"), run, https),
            ("the map", &proxied("var.target", service), app, WEB),
            ("the service", &proxied(map, "module.s.id"), app, WEB),
            ("the group", &proxied(map, service), app, WEB),
            ("a bucket is known", &proxied(map, bucket), app, CLOSED),
            ("an internal rule", &internal, app, CLOSED),
        ],
    );
    check(
        &net("10.0.0.0/8"),
        &[("not past the firewall", &rule("target = var.target"), app, CLOSED)],
    );
}

#[test]
fn causes_are_told_once() {
    let code = format!(
        "{NET}\nresource \"aws_globalaccelerator_accelerator\" \"g\" {{\n name = \"g\"\n}}
resource \"aws_globalaccelerator_listener\" \"l\" {{\n accelerator_arn = aws_globalaccelerator_accelerator.g.arn\n protocol = \"TCP\"\n port_range {{\n from_port = 80\n to_port = 80\n }}\n}}
resource \"aws_globalaccelerator_endpoint_group\" \"e\" {{\n listener_arn = aws_globalaccelerator_listener.l.arn\n endpoint_configuration {{\n endpoint_id = var.target\n }}\n}}\n"
    );
    let (_, estate) = read(&[("main.tf", &code)]);
    let causes: Vec<&str> = estate.doubts().iter().map(|d| &*d.cause).collect();
    assert_eq!(causes.len(), 1, "{causes:?}");
    assert!(causes[0].contains("main.tf:84"), "{causes:?}");
    let of = estate.exposures_of(estate.named(FRONT)[0]);
    assert!(of.iter().all(|e| e.doubtful), "{of:?}");
    assert!(of[0].answer.causes.iter().any(|c| **c == *causes[0]), "{of:?}");
}

#[test]
fn transit_gateways() {
    let network = |name: &str, octet: u8, hub: &str, route: &str| {
        format!(
            "resource \"aws_vpc\" \"{name}\" {{\n cidr_block = \"10.{octet}.0.0/16\"\n}}
resource \"aws_subnet\" \"{name}\" {{\n vpc_id = aws_vpc.{name}.id\n cidr_block = \"10.{octet}.1.0/24\"\n}}
resource \"aws_security_group\" \"{name}\" {{\n vpc_id = aws_vpc.{name}.id\n ingress {{\n from_port = 443\n to_port = 443\n protocol = \"tcp\"\n cidr_blocks = [\"10.0.0.0/8\"]\n }}\n egress {{\n from_port = 0\n to_port = 0\n protocol = \"-1\"\n cidr_blocks = [\"0.0.0.0/0\"]\n }}\n}}
resource \"aws_instance\" \"{name}\" {{\n subnet_id = aws_subnet.{name}.id\n vpc_security_group_ids = [aws_security_group.{name}.id]\n}}
resource \"aws_route\" \"{name}\" {{\n route_table_id = aws_vpc.{name}.main_route_table_id\n destination_cidr_block = \"10.0.0.0/8\"\n transit_gateway_id = {route}\n}}
resource \"aws_ec2_transit_gateway_vpc_attachment\" \"{name}\" {{\n transit_gateway_id = {hub}\n vpc_id = aws_vpc.{name}.id\n subnet_ids = [aws_subnet.{name}.id]\n}}\n"
        )
    };
    let known = "aws_ec2_transit_gateway.t.id";
    let other = "aws_ec2_transit_gateway.o.id";
    let ask = |setting: &str, hub: &str, route: &str, more: &str| {
        let code = network("a", 1, known, known)
            + &network("b", 2, hub, route)
            + &format!(
                "variable \"hub\" {{}}\nresource \"aws_ec2_transit_gateway\" \"t\" {{\n {setting}\n}}\nresource \"aws_ec2_transit_gateway\" \"o\" {{}}\n{more}"
            );
        let (_, estate) = read(&[("main.tf", &code)]);
        inside(&estate, "aws_instance.a", "aws_instance.b")
    };
    let manual = "default_route_table_association = \"disable\"\n default_route_table_propagation = \"disable\"";
    let tied = |propagated: &str, fixed: &str| {
        let tie = |kind: &str, n: &str, of: &str| {
            format!(
                "resource \"aws_ec2_transit_gateway_route_table_{kind}\" \"{n}\" {{\n transit_gateway_attachment_id = {of}\n transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.r.id\n}}\n"
            )
        };
        let [a, b] = ["a", "b"].map(|n| format!("aws_ec2_transit_gateway_vpc_attachment.{n}.id"));
        format!(
            "resource \"aws_ec2_transit_gateway_route_table\" \"r\" {{\n transit_gateway_id = {known}\n}}\n"
        ) + &tie("association", "a", &a)
            + &tie("association", "b", &b)
            + &tie("propagation", "a", &a)
            + &if propagated.is_empty() {
                String::new()
            } else {
                tie("propagation", "b", propagated)
            }
            + fixed
    };
    let fixed = |table: &str, to: &str| {
        format!(
            "resource \"aws_ec2_transit_gateway_route\" \"s\" {{\n destination_cidr_block = \"10.2.0.0/16\"\n transit_gateway_route_table_id = {table}\n transit_gateway_attachment_id = {to}\n}}\n"
        )
    };
    let table = "aws_ec2_transit_gateway_route_table.r.id";
    let to = "aws_ec2_transit_gateway_vpc_attachment.b.id";
    let cases: &[(&str, String, &str)] = &[
        ("all known", ask("", known, known, ""), "TCP 443"),
        ("another gateway", ask("", other, other, ""), "closed"),
        ("an attachment to one that is not known", ask("", "var.hub", "var.hub", ""), "? TCP 443"),
        ("a route over one that is not known", ask("", known, "var.hub", ""), "? TCP 443"),
        ("nothing propagated", ask(manual, known, known, &tied("", "")), "closed"),
        ("who knows what is", ask(manual, known, known, &tied("var.hub", "")), "? TCP 443"),
        (
            "a route to somewhere",
            ask(manual, known, known, &tied("", &fixed(table, "var.hub"))),
            "? TCP 443",
        ),
        (
            "a route in some table",
            ask(manual, known, known, &tied("", &fixed("var.hub", to))),
            "? TCP 443",
        ),
    ];
    for (what, got, want) in cases {
        assert_eq!(got, want, "{what}");
    }
}

#[test]
fn azure_balancers() {
    let net = "variable \"target\" {}
resource \"azurerm_virtual_network\" \"n\" {\n name = \"n\"\n address_space = [\"10.0.0.0/16\"]\n}
resource \"azurerm_subnet\" \"s\" {\n name = \"s\"\n virtual_network_name = azurerm_virtual_network.n.name\n address_prefixes = [\"10.0.1.0/24\"]\n}
resource \"azurerm_public_ip\" \"p\" {\n name = \"p\"\n sku = \"Standard\"\n}
resource \"azurerm_network_interface\" \"c\" {\n name = \"c\"\n ip_configuration {\n name = \"c\"\n subnet_id = azurerm_subnet.s.id\n }\n}
resource \"azurerm_linux_virtual_machine\" \"m\" {\n name = \"m\"\n network_interface_ids = [azurerm_network_interface.c.id]\n}\n";
    let guard = "resource \"azurerm_network_security_group\" \"g\" {\n name = \"g\"\n security_rule {\n name = \"r\"\n priority = 100\n direction = \"Inbound\"\n access = \"Allow\"\n protocol = \"Tcp\"\n source_port_range = \"*\"\n source_address_prefix = \"*\"\n destination_address_prefix = \"*\"\n destination_port_range = \"80\"\n }\n}
resource \"azurerm_network_interface_security_group_association\" \"t\" {\n network_interface_id = azurerm_network_interface.c.id\n network_security_group_id = azurerm_network_security_group.g.id\n}\n";
    let balancer = |pool: &str, public: &str| {
        format!(
            "resource \"azurerm_lb\" \"b\" {{\n sku = \"Standard\"\n frontend_ip_configuration {{\n name = \"f\"\n {public}\n }}\n}}
resource \"azurerm_lb_backend_address_pool\" \"p\" {{\n loadbalancer_id = azurerm_lb.b.id\n}}
resource \"azurerm_lb_rule\" \"r\" {{\n loadbalancer_id = azurerm_lb.b.id\n protocol = \"Tcp\"\n frontend_port = 80\n backend_port = 80\n frontend_ip_configuration_name = \"f\"\n backend_address_pool_ids = [{pool}]\n}}\n"
        )
    };
    let public = "public_ip_address_id = azurerm_public_ip.p.id";
    let pool = "azurerm_lb_backend_address_pool.p.id";
    let member = "resource \"azurerm_network_interface_backend_address_pool_association\" \"a\" {\n network_interface_id = var.target\n backend_address_pool_id = azurerm_lb_backend_address_pool.p.id\n}\n";
    let machine = "azurerm_linux_virtual_machine.m";
    let guarded = |code: String| format!("{guard}{code}");
    check(
        net,
        &[
            ("a pool", &guarded(balancer("var.target", public)), machine, WEB),
            ("a member", &guarded(balancer(pool, public) + member), machine, WEB),
            ("none of both", &guarded(balancer(pool, public)), machine, CLOSED),
            ("an internal balancer", &guarded(balancer("var.target", "")), machine, CLOSED),
            ("no group and a standard balancer", &balancer("var.target", public), machine, CLOSED),
        ],
    );
}

#[test]
fn what_names_an_unknown_target_group() {
    let tie = |group: &str, to: &str| {
        format!(
            "resource \"aws_lb_target_group_attachment\" \"x\" {{\n target_group_arn = {group}\n target_id = aws_instance.{to}.id\n}}\n"
        )
    };
    let service = |group: &str| {
        format!(
            "resource \"aws_ecs_service\" \"s\" {{\n name = \"s\"\n launch_type = \"FARGATE\"\n network_configuration {{\n subnets = [aws_subnet.private.id]\n security_groups = [aws_security_group.data.id]\n }}\n load_balancer {{\n target_group_arn = {group}\n container_name = \"c\"\n container_port = 5432\n }}\n}}\n"
        )
    };
    let classic = "resource \"aws_elb_attachment\" \"x\" {\n elb = var.target\n instance = aws_instance.data.id\n}\n";
    let perhaps = "anywhere: ? TCP 5432 by a front whose target is not known";
    let module = "module.alb.target_group_arns[0]";
    check(
        NET,
        &[
            ("an instance", &tie("var.target", "data"), DATA, perhaps),
            ("of a module that was not read", &tie(module, "data"), DATA, perhaps),
            ("but not past its rules", &tie("var.target", "none"), NONE, CLOSED),
            ("nor others", &tie("var.target", "none"), DATA, CLOSED),
            ("a known group", &tie("aws_lb_target_group.app.arn", "data"), DATA, CLOSED),
            ("a service", &service(module), "aws_ecs_service.s", perhaps),
            (
                "its group is known",
                &service("aws_lb_target_group.app.arn"),
                "aws_ecs_service.s",
                CLOSED,
            ),
            ("a classic balancer", classic, DATA, perhaps),
        ],
    );
}

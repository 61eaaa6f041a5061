//! Decisions about Google Cloud, by its documentation: VPC firewall rules (priority, implied rules, pre-populated rules,
//! targets), firewall policies, external addresses, load balancers, Cloud SQL, GKE; defaults by the provider.
#![allow(clippy::indexing_slicing, reason = "helpers of tests")]

mod common;

use common::{check, inside, read};

const NET: &str = r#"
resource "google_compute_network" "main" {
  name                    = "main"
  auto_create_subnetworks = false
}
resource "google_compute_subnetwork" "web" {
  name          = "web"
  network       = google_compute_network.main.id
  ip_cidr_range = "10.0.1.0/24"
}
resource "google_compute_instance" "web" {
  name = "web"
  tags = ["web"]
  network_interface {
    subnetwork = google_compute_subnetwork.web.id
    access_config {}
  }
  service_account {
    email = google_service_account.web.email
  }
}
resource "google_service_account" "web" { account_id = "web" }
"#;

const WEB: &str = "google_compute_instance.web";
const OPEN: &str = "anywhere: TCP 443 by external address";

/// A firewall rule of the network.
fn rule(name: &str, what: &str, more: &str) -> String {
    format!(
        "resource \"google_compute_firewall\" \"{name}\" {{
  name = \"{name}\"
  network = google_compute_network.main.name
  {what} {{
    protocol = \"tcp\"
    ports = [\"443\"]
  }}
  {more}
}}\n"
    )
}

#[test]
fn firewall_rules() {
    let all = "source_ranges = [\"0.0.0.0/0\"]";
    let allow = rule("in", "allow", all);
    let at =
        |what: &str, priority: u32| rule("other", what, &format!("{all}\n priority = {priority}"));
    check(
        NET,
        &[
            ("nothing comes in by itself", "", WEB, "closed"),
            ("everyone", &allow, WEB, OPEN),
            ("no source is every source", &rule("in", "allow", ""), WEB, OPEN),
            (
                "an office",
                &rule("in", "allow", "source_ranges = [\"198.51.100.0/24\"]"),
                WEB,
                "198.51.100.0/24: TCP 443 by external address",
            ),
            (
                "a tag that it has",
                &rule("in", "allow", &format!("{all}\n target_tags = [\"web\"]")),
                WEB,
                OPEN,
            ),
            (
                "a tag that it has not",
                &rule("in", "allow", &format!("{all}\n target_tags = [\"db\"]")),
                WEB,
                "closed",
            ),
            (
                "its account",
                &rule(
                    "in",
                    "allow",
                    &format!(
                        "{all}\n target_service_accounts = [google_service_account.web.email]"
                    ),
                ),
                WEB,
                OPEN,
            ),
            (
                "another account",
                &rule(
                    "in",
                    "allow",
                    &format!(
                        "{all}\n target_service_accounts = [\"db@p.iam.gserviceaccount.com\"]"
                    ),
                ),
                WEB,
                "closed",
            ),
            (
                "sources with a tag are inside",
                &rule("in", "allow", "source_tags = [\"front\"]"),
                WEB,
                "closed",
            ),
            ("a lower number decides", &format!("{allow}{}", at("deny", 900)), WEB, "closed"),
            ("a higher one does not", &format!("{allow}{}", at("deny", 1100)), WEB, OPEN),
            (
                "at the same number refusing wins",
                &format!("{allow}{}", at("deny", 1000)),
                WEB,
                "closed",
            ),
            (
                "a rule that is off",
                &rule("in", "allow", &format!("{all}\n disabled = true")),
                WEB,
                "closed",
            ),
            (
                "a rule about what goes out",
                &rule("in", "allow", "direction = \"EGRESS\""),
                WEB,
                "closed",
            ),
            (
                "tags that nobody sets",
                &rule(
                    "in",
                    "allow",
                    &format!("{all}\n target_tags = var.tags\n}}\nvariable \"tags\" {{"),
                ),
                WEB,
                "anywhere: ? TCP 443 by external address",
            ),
        ],
    );
    let private = NET.replace("    access_config {}\n", "");
    check(&private, &[("no external address", &allow, WEB, "closed")]);
    let routeless =
        NET.replace("auto_create_subnetworks = false", "delete_default_routes_on_create = true");
    check(&routeless, &[("no route to the internet", &allow, WEB, "closed")]);
    let default =
        NET.replace("subnetwork = google_compute_subnetwork.web.id", "network = \"default\"");
    check(
        &default,
        &[(
            "the default network admits SSH and RDP",
            "",
            WEB,
            "anywhere: TCP 22,3389 by external address",
        )],
    );
}

#[test]
fn firewall_policies() {
    let policy = |kind: &str, tie: &str, action: &str| {
        format!(
            "resource \"google_compute_{kind}\" \"p\" {{\n name = \"p\"\n short_name = \"p\"\n}}
resource \"google_compute_{kind}_association\" \"a\" {{\n firewall_policy = google_compute_{kind}.p.name\n attachment_target = {tie}\n}}
resource \"google_compute_{kind}_rule\" \"r\" {{
  firewall_policy = google_compute_{kind}.p.name
  priority = 10
  direction = \"INGRESS\"
  action = \"{action}\"
  match {{
    src_ip_ranges = [\"0.0.0.0/0\"]
    layer4_configs {{
      ip_protocol = \"tcp\"
      ports = [\"443\"]
    }}
  }}
}}\n"
        )
    };
    let network =
        |action: &str| policy("network_firewall_policy", "google_compute_network.main.id", action);
    let folder = |action: &str| policy("firewall_policy", "\"folders/1\"", action);
    let deny = rule("no", "deny", "source_ranges = [\"0.0.0.0/0\"]");
    check(
        NET,
        &[
            ("a policy of the network admits", &network("allow"), WEB, OPEN),
            (
                "after the rules of the network",
                &format!("{}{deny}", network("allow")),
                WEB,
                "closed",
            ),
            (
                "a policy of a folder may hold",
                &folder("allow"),
                WEB,
                "anywhere: ? TCP 443 by external address",
            ),
            (
                "or refuse",
                &format!("{}{}", folder("deny"), rule("in", "allow", "")),
                WEB,
                "anywhere: ? TCP 443 by external address",
            ),
        ],
    );
}

#[test]
fn balancers() {
    let private = NET.replace("    access_config {}\n", "");
    let http = |scheme: &str| {
        format!(
            "resource \"google_compute_instance_group\" \"g\" {{
  instances = [google_compute_instance.web.self_link]
  named_port {{
    name = \"http\"
    port = 8080
  }}
}}
resource \"google_compute_backend_service\" \"s\" {{\n backend {{\n group = google_compute_instance_group.g.self_link\n }}\n}}
resource \"google_compute_url_map\" \"m\" {{\n default_service = google_compute_backend_service.s.id\n}}
resource \"google_compute_target_https_proxy\" \"p\" {{\n url_map = google_compute_url_map.m.id\n}}
resource \"google_compute_global_forwarding_rule\" \"f\" {{\n target = google_compute_target_https_proxy.p.id\n port_range = \"443\"\n load_balancing_scheme = \"{scheme}\"\n}}\n"
        )
    };
    let from = |range: &str| {
        rule("in", "allow", &format!("source_ranges = [{range}]")).replace("443", "8080")
    };
    let proxies = from("\"130.211.0.0/22\", \"35.191.0.0/16\"");
    let front = "google_compute_global_forwarding_rule.f";
    check(
        &private,
        &[
            ("the door", &http("EXTERNAL_MANAGED"), front, OPEN),
            (
                "proxies are admitted",
                &format!("{}{proxies}", http("EXTERNAL_MANAGED")),
                WEB,
                "anywhere: TCP 8080 by google_compute_global_forwarding_rule.f",
            ),
            (
                "they are not",
                &format!("{}{}", http("EXTERNAL_MANAGED"), from("\"10.0.0.0/8\"")),
                WEB,
                "closed",
            ),
            (
                "an internal scheme",
                &format!("{}{proxies}", http("INTERNAL_MANAGED")),
                WEB,
                "closed",
            ),
        ],
    );
}

#[test]
fn services() {
    let sql = |more: &str| {
        format!(
            "resource \"google_sql_database_instance\" \"d\" {{\n database_version = \"POSTGRES_16\"\n settings {{\n tier = \"db-f1-micro\"\n ip_configuration {{\n {more}\n }}\n }}\n}}"
        )
    };
    let everyone = "authorized_networks {\n value = \"0.0.0.0/0\"\n }";
    let cluster = |more: &str| {
        format!(
            "resource \"google_container_cluster\" \"c\" {{\n name = \"c\"\n network = google_compute_network.main.id\n {more}\n}}\n"
        )
    };
    let (d, c) = ("google_sql_database_instance.d", "google_container_cluster.c");
    check(
        NET,
        &[
            ("a database without authorised networks", &sql(""), d, "closed"),
            ("everyone", &sql(everyone), d, "anywhere: TCP 5432 by public address"),
            (
                "without a public address",
                &sql(&format!("ipv4_enabled = false\n {everyone}")),
                d,
                "closed",
            ),
            ("a control plane is public", &cluster(""), c, "anywhere: TCP 443 by public endpoint"),
            (
                "a block without networks admits nobody",
                &cluster("master_authorized_networks_config {}"),
                c,
                "closed",
            ),
            (
                "some",
                &cluster(
                    "master_authorized_networks_config {\n cidr_blocks {\n cidr_block = \"198.51.100.0/24\"\n }\n }",
                ),
                c,
                "198.51.100.0/24: TCP 443 by public endpoint",
            ),
            (
                "nodes are behind the firewall of the network",
                &format!("{}{}", cluster(""), rule("in", "allow", "")),
                "google_container_cluster.c.node_pool",
                OPEN,
            ),
            (
                "private nodes",
                &format!(
                    "{}{}",
                    cluster("private_cluster_config {\n enable_private_nodes = true\n }"),
                    rule("in", "allow", "")
                ),
                "google_container_cluster.c.node_pool",
                "closed",
            ),
            (
                "functions are open unless",
                "resource \"google_cloudfunctions2_function\" \"f\" {}",
                "google_cloudfunctions2_function.f",
                "anywhere: TCP 443 by public endpoint",
            ),
            (
                "their ingress is internal",
                "resource \"google_cloudfunctions2_function\" \"f\" {\n service_config {\n ingress_settings = \"ALLOW_INTERNAL_ONLY\"\n }\n}",
                "google_cloudfunctions2_function.f",
                "closed",
            ),
        ],
    );
}

#[test]
fn inside_a_network() {
    let db = "
resource \"google_compute_instance\" \"db\" {
  name = \"db\"
  tags = [\"db\"]
  network_interface {
    subnetwork = google_compute_subnetwork.web.id
  }
}
";
    let admits = rule("in", "allow", "source_tags = [\"web\"]\n target_tags = [\"db\"]");
    let (_, estate) = read(&[("main.tf", &format!("{NET}{db}{admits}"))]);
    assert_eq!(
        inside(&estate, WEB, "google_compute_instance.db"),
        "TCP 443",
        "the tag of the source"
    );
    assert_eq!(inside(&estate, "google_compute_instance.db", WEB), "closed", "not the other way");
}

#[test]
fn endpoint_groups_and_cloud_armor() {
    let run = |ingress: &str| {
        format!(
            "resource \"google_cloud_run_v2_service\" \"r\" {{\n name = \"r\"\n {ingress}\n}}\n"
        )
    };
    let front = |group: &str, scheme: &str, policy: &str| {
        format!(
            "resource \"google_compute_backend_service\" \"s\" {{\n {policy}\n backend {{\n group = {group}\n }}\n}}
resource \"google_compute_url_map\" \"m\" {{\n default_service = google_compute_backend_service.s.id\n}}
resource \"google_compute_target_https_proxy\" \"p\" {{\n url_map = google_compute_url_map.m.id\n}}
resource \"google_compute_global_forwarding_rule\" \"f\" {{\n target = google_compute_target_https_proxy.p.id\n port_range = \"443\"\n load_balancing_scheme = \"{scheme}\"\n}}\n"
        )
    };
    let neg = "resource \"google_compute_region_network_endpoint_group\" \"n\" {\n network_endpoint_type = \"SERVERLESS\"\n cloud_run {\n service = google_cloud_run_v2_service.r.name\n }\n}\n";
    let of_neg = "google_compute_region_network_endpoint_group.n.id";
    let through = "anywhere: TCP 443 by google_compute_global_forwarding_rule.f";
    let balanced = "ingress = \"INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER\"";
    let served = |ingress: &str, scheme: &str, policy: &str| {
        format!("{}{neg}{}", run(ingress), front(of_neg, scheme, policy))
    };
    let armour = |rules: &str| {
        format!(
            "{}resource \"google_compute_security_policy\" \"a\" {{\n {rules}\n}}\n",
            served(
                balanced,
                "EXTERNAL_MANAGED",
                "security_policy = google_compute_security_policy.a.id"
            )
        )
    };
    let by_range = |action: &str, range: &str, priority: u32| {
        format!(
            "rule {{\n action = \"{action}\"\n priority = {priority}\n match {{\n versioned_expr = \"SRC_IPS_V1\"\n config {{\n src_ip_ranges = [\"{range}\"]\n }}\n }}\n }}\n"
        )
    };
    let by_expression = |action: &str, expression: &str| {
        format!(
            "rule {{\n action = \"{action}\"\n priority = 10\n match {{\n expr {{\n expression = \"{expression}\"\n }}\n }}\n }}\n"
        )
    };
    let last = |action: &str| by_range(action, "*", 2_147_483_647);
    let r = "google_cloud_run_v2_service.r";
    check(
        "",
        &[
            ("its own endpoint", &run(""), r, "anywhere: TCP 443 by public endpoint"),
            ("balancers only, and there is none", &run(balanced), r, "closed"),
            ("behind a balancer", &served(balanced, "EXTERNAL_MANAGED", ""), r, through),
            ("behind an internal one", &served(balanced, "INTERNAL_MANAGED", ""), r, "closed"),
            (
                "it admits what is internal only",
                &served("ingress = \"INGRESS_TRAFFIC_INTERNAL_ONLY\"", "EXTERNAL_MANAGED", ""),
                r,
                "closed",
            ),
            (
                "Cloud Armor admits an office",
                &armour(&(by_range("allow", "198.51.100.0/24", 1) + &last("deny(403)"))),
                r,
                "198.51.100.0/24: TCP 443 by google_compute_global_forwarding_rule.f",
            ),
            ("it admits all", &armour(&last("allow")), r, through),
            (
                "it looks into requests",
                &armour(
                    &(by_expression("deny(403)", "evaluatePreconfiguredWaf('sqli-v33-stable')")
                        + &last("allow")),
                ),
                r,
                through,
            ),
            (
                "it refuses regions",
                &armour(
                    &(by_expression("deny(403)", "origin.region_code == 'XX'") + &last("allow")),
                ),
                r,
                "anywhere: ? TCP 443 by google_compute_global_forwarding_rule.f",
            ),
            (
                "a policy from elsewhere",
                &served(balanced, "EXTERNAL_MANAGED", "security_policy = \"mine\""),
                r,
                "anywhere: ? TCP 443 by google_compute_global_forwarding_rule.f",
            ),
        ],
    );
    let private = NET.replace("    access_config {}\n", "");
    let zonal = "resource \"google_compute_network_endpoint_group\" \"n\" {\n network = google_compute_network.main.id\n}
resource \"google_compute_network_endpoint\" \"e\" {\n network_endpoint_group = google_compute_network_endpoint_group.n.name\n instance = google_compute_instance.web.name\n port = 8080\n}\n";
    let of_zonal = front("google_compute_network_endpoint_group.n.id", "EXTERNAL_MANAGED", "");
    let proxies = rule("in", "allow", "source_ranges = [\"130.211.0.0/22\", \"35.191.0.0/16\"]");
    let nat = "resource \"google_compute_router\" \"r\" {\n network = google_compute_network.main.id\n}
resource \"google_compute_router_nat\" \"n\" {\n router = google_compute_router.r.name\n nat_ip_allocate_option = \"AUTO_ONLY\"\n source_subnetwork_ip_ranges_to_nat = \"ALL_SUBNETWORKS_ALL_IP_RANGES\"\n}\n";
    let target = "resource \"google_compute_target_instance\" \"t\" {\n instance = google_compute_instance.web.id\n}
resource \"google_compute_forwarding_rule\" \"f\" {\n target = google_compute_target_instance.t.id\n port_range = \"443\"\n}\n";
    check(
        &private,
        &[
            (
                "a group of addresses of machines",
                &format!("{zonal}{of_zonal}{}", proxies.replace("443", "8080")),
                WEB,
                "anywhere: TCP 8080 by google_compute_global_forwarding_rule.f",
            ),
            (
                "the firewall has another port",
                &format!("{zonal}{of_zonal}{proxies}"),
                WEB,
                "closed",
            ),
            (
                "Cloud NAT lets out, never in",
                &format!("{nat}{}", rule("in", "allow", "")),
                WEB,
                "closed",
            ),
            (
                "a target instance gets the packets as they are",
                &format!("{target}{}", rule("in", "allow", "")),
                WEB,
                "anywhere: TCP 443 by google_compute_forwarding_rule.f",
            ),
            ("its firewall admits nobody", target, WEB, "closed"),
        ],
    );
}

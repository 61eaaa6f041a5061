//! Decisions about Azure, by its documentation: network security groups (default security rules, service tags, how traffic
//! is filtered), public IP addresses, load balancers, private endpoints, firewalls of services; defaults by the provider.
#![allow(clippy::indexing_slicing, reason = "helpers of tests")]

mod common;

use common::{check, inside, read};

/// A machine with a public address in a subnet.
const NET: &str = r#"
resource "azurerm_virtual_network" "main" {
  name          = "main"
  address_space = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "web" {
  name                 = "web"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.0.1.0/24"]
}
resource "azurerm_public_ip" "web" {
  name = "web"
  sku  = "Standard"
}
resource "azurerm_network_interface" "web" {
  name = "web"
  ip_configuration {
    name                 = "main"
    subnet_id            = azurerm_subnet.web.id
    public_ip_address_id = azurerm_public_ip.web.id
  }
}
resource "azurerm_linux_virtual_machine" "web" {
  name                  = "web"
  network_interface_ids = [azurerm_network_interface.web.id]
}
resource "azurerm_network_security_group" "card" { name = "card" }
"#;

const WEB: &str = "azurerm_linux_virtual_machine.web";
const OPEN: &str = "anywhere: TCP 443 by public address";

/// A rule of the group `group`.
fn rule(group: &str, name: &str, priority: u32, access: &str, source: &str, more: &str) -> String {
    let port = if more.contains("destination_port_range") {
        ""
    } else {
        "destination_port_range = \"443\""
    };
    format!(
        "resource \"azurerm_network_security_rule\" \"{name}\" {{
  name = \"{name}\"
  network_security_group_name = azurerm_network_security_group.{group}.name
  priority = {priority}
  direction = \"Inbound\"
  access = \"{access}\"
  protocol = \"Tcp\"
  source_port_range = \"*\"
  source_address_prefix = \"{source}\"
  destination_address_prefix = \"*\"
  {port}
  {more}
}}\n"
    )
}

/// The group of the interface in force.
const ON_CARD: &str = r#"
resource "azurerm_network_interface_security_group_association" "card" {
  network_interface_id      = azurerm_network_interface.web.id
  network_security_group_id = azurerm_network_security_group.card.id
}
"#;

/// The group of the subnet in force.
const ON_SUBNET: &str = r#"
resource "azurerm_network_security_group" "subnet" { name = "subnet" }
resource "azurerm_subnet_network_security_group_association" "subnet" {
  subnet_id                 = azurerm_subnet.web.id
  network_security_group_id = azurerm_network_security_group.subnet.id
}
"#;

#[test]
fn groups_of_machines() {
    let card = |name: &str, priority, access: &str, source: &str| {
        rule("card", name, priority, access, source, "")
    };
    let allow = card("https", 200, "Allow", "Internet");
    let with = |text: &str| format!("{text}{ON_CARD}");
    let address = card("https", 200, "Allow", "*").replace(
        "destination_address_prefix = \"*\"",
        "destination_application_security_group_ids = [azurerm_application_security_group.app.id]",
    );
    let group = "resource \"azurerm_application_security_group\" \"app\" {\n name = \"app\"\n}\n";
    let member = "resource \"azurerm_network_interface_application_security_group_association\" \"m\" {\n network_interface_id = azurerm_network_interface.web.id\n application_security_group_id = azurerm_application_security_group.app.id\n}\n";
    check(
        NET,
        &[
            ("a standard address without a group is closed", "", WEB, "closed"),
            ("a group with the default rules only", ON_CARD, WEB, "closed"),
            ("the Internet is admitted", &with(&allow), WEB, OPEN),
            ("any source", &with(&card("https", 200, "Allow", "*")), WEB, OPEN),
            (
                "the network only",
                &with(&card("https", 200, "Allow", "VirtualNetwork")),
                WEB,
                "closed",
            ),
            (
                "probes only",
                &with(&card("https", 200, "Allow", "AzureLoadBalancer")),
                WEB,
                "closed",
            ),
            (
                "an office",
                &with(&card("https", 200, "Allow", "198.51.100.0/24")),
                WEB,
                "198.51.100.0/24: TCP 443 by public address",
            ),
            (
                "a service tag",
                &with(&card("https", 200, "Allow", "AzureFrontDoor.Backend")),
                WEB,
                "AzureFrontDoor.Backend: TCP 443 by public address",
            ),
            (
                "a lower number denies first",
                &with(&format!("{allow}{}", card("no", 100, "Deny", "*"))),
                WEB,
                "closed",
            ),
            (
                "a higher one does not",
                &with(&format!("{allow}{}", card("no", 300, "Deny", "*"))),
                WEB,
                OPEN,
            ),
            ("both groups have to allow", &format!("{}{ON_SUBNET}", with(&allow)), WEB, "closed"),
            (
                "and both do",
                &format!(
                    "{}{ON_SUBNET}{}",
                    with(&allow),
                    rule("subnet", "in", 100, "Allow", "Internet", "")
                ),
                WEB,
                OPEN,
            ),
            (
                "the group of the subnet alone",
                &format!("{ON_SUBNET}{}", rule("subnet", "in", 100, "Allow", "Internet", "")),
                WEB,
                OPEN,
            ),
            (
                "for members of a group that it is in",
                &with(&format!("{address}{group}{member}")),
                WEB,
                OPEN,
            ),
            ("and is not in", &with(&format!("{address}{group}")), WEB, "closed"),
            (
                "a priority that nobody sets",
                &with(&format!("{}variable \"p\" {{}}", allow.replace("= 200", "= var.p"))),
                WEB,
                "anywhere: ? TCP 443 by public address",
            ),
        ],
    );
    let bare = NET.replace("\"Standard\"", "\"Basic\"");
    check(
        &bare,
        &[(
            "a basic address without a group is open",
            "",
            WEB,
            "anywhere: all ports by public address",
        )],
    );
    let private = NET.replace("    public_ip_address_id = azurerm_public_ip.web.id\n", "");
    check(&private, &[("no public address", &with(&allow), WEB, "closed")]);
}

#[test]
fn addresses_by_version_of_the_provider() {
    let bare = NET.replace("  sku  = \"Standard\"\n", "");
    let pinned = |version: &str| {
        format!("terraform {{\n required_providers {{\n azurerm = \"{version}\"\n }}\n}}\n")
    };
    let open = "anywhere: all ports by public address";
    check(
        &bare,
        &[
            ("the newest version makes standard addresses", "", WEB, "closed"),
            ("version 3 made basic ones", &pinned("~> 3.100"), WEB, open),
            ("version 4 does not", &pinned("~> 4.0"), WEB, "closed"),
        ],
    );
}

#[test]
fn balancers() {
    let private = NET.replace("    public_ip_address_id = azurerm_public_ip.web.id\n", "");
    let balancer = |front: &str| {
        format!(
            "resource \"azurerm_lb\" \"front\" {{
  sku = \"Standard\"
  frontend_ip_configuration {{
    name = \"front\"
    {front}
  }}
}}
resource \"azurerm_lb_backend_address_pool\" \"pool\" {{\n loadbalancer_id = azurerm_lb.front.id\n}}
resource \"azurerm_lb_rule\" \"https\" {{
  loadbalancer_id = azurerm_lb.front.id
  frontend_ip_configuration_name = \"front\"
  protocol = \"Tcp\"
  frontend_port = 443
  backend_port = 8443
  backend_address_pool_ids = [azurerm_lb_backend_address_pool.pool.id]
}}
resource \"azurerm_network_interface_backend_address_pool_association\" \"web\" {{
  network_interface_id = azurerm_network_interface.web.id
  backend_address_pool_id = azurerm_lb_backend_address_pool.pool.id
}}
{ON_CARD}"
        )
    };
    let public = balancer("public_ip_address_id = azurerm_public_ip.web.id");
    let admits = rule("card", "in", 100, "Allow", "Internet", "destination_port_range = \"8443\"");
    check(
        &private,
        &[
            ("the balancer", &public, "azurerm_lb.front", OPEN),
            ("the group of the machine decides", &public, WEB, "closed"),
            (
                "and admits clients to the port behind",
                &format!("{public}{admits}"),
                WEB,
                "anywhere: TCP 8443 by azurerm_lb.front port 443",
            ),
            (
                "an internal balancer",
                &format!("{}{admits}", balancer("subnet_id = azurerm_subnet.web.id")),
                WEB,
                "closed",
            ),
        ],
    );
}

#[test]
fn routes_of_subnets() {
    let admits = format!("{}{ON_CARD}", rule("card", "https", 200, "Allow", "Internet", ""));
    let routed = |routes: &str| {
        format!(
            "{admits}
resource \"azurerm_route_table\" \"web\" {{
  name = \"web\"
  {routes}
}}
resource \"azurerm_subnet_route_table_association\" \"web\" {{
  subnet_id      = azurerm_subnet.web.id
  route_table_id = azurerm_route_table.web.id
}}\n"
        )
    };
    let inline = |prefix: &str, hop: &str| {
        format!(
            "route {{\n name = \"r\"\n address_prefix = \"{prefix}\"\n next_hop_type = \"{hop}\"\n }}\n"
        )
    };
    let own = |hop: &str| {
        format!(
            "resource \"azurerm_route\" \"all\" {{
  name             = \"all\"
  route_table_name = azurerm_route_table.web.name
  address_prefix   = \"0.0.0.0/0\"
  next_hop_type    = {hop}
}}\n"
        )
    };
    let all = |hop: &str| routed(&inline("0.0.0.0/0", hop));
    check(
        NET,
        &[
            ("a table without routes", &routed(""), WEB, OPEN),
            ("answers are dropped", &all("None"), WEB, "closed"),
            ("answers go to an appliance", &all("VirtualAppliance"), WEB, "closed"),
            ("or to a gateway", &all("VirtualNetworkGateway"), WEB, "closed"),
            ("straight to the Internet", &all("Internet"), WEB, OPEN),
            (
                "routes within the network",
                &routed(&inline("10.0.0.0/8", "VirtualAppliance")),
                WEB,
                OPEN,
            ),
            (
                "a narrower one to the Internet",
                &routed(&format!(
                    "{}{}",
                    inline("0.0.0.0/0", "VirtualAppliance"),
                    inline("198.51.100.0/24", "Internet")
                )),
                WEB,
                "198.51.100.0/24: TCP 443 by public address",
            ),
            (
                "a route of its own",
                &format!("{}{}", routed(""), own("\"VirtualAppliance\"")),
                WEB,
                "closed",
            ),
            (
                "a next hop that nobody sets",
                &format!("{}{}variable \"hop\" {{}}", routed(""), own("var.hop")),
                WEB,
                "anywhere: ? TCP 443 by public address",
            ),
        ],
    );
}

#[test]
fn firewalls() {
    let private = NET.replace("    public_ip_address_id = azurerm_public_ip.web.id\n", "");
    let fixed = private.replace(
        "subnet_id            = azurerm_subnet.web.id",
        "subnet_id          = azurerm_subnet.web.id\n    private_ip_address = \"10.0.1.4\"",
    );
    let firewall = |more: &str| {
        format!(
            "resource \"azurerm_subnet\" \"fw\" {{
  name                 = \"AzureFirewallSubnet\"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [\"10.0.9.0/26\"]
}}
resource \"azurerm_firewall\" \"fw\" {{
  name = \"fw\"
  {more}
  ip_configuration {{
    name                 = \"main\"
    subnet_id            = azurerm_subnet.fw.id
    public_ip_address_id = azurerm_public_ip.web.id
  }}
}}\n"
        )
    };
    let nat = |source: &str, to: &str| {
        format!(
            "rule {{
    name                  = \"web\"
    source_addresses      = [\"{source}\"]
    destination_ports     = [\"443\"]
    destination_addresses = [azurerm_public_ip.web.ip_address]
    translated_address    = {to}
    translated_port       = 8443
    protocols             = [\"TCP\"]
  }}"
        )
    };
    let classic = |source: &str, to: &str| {
        format!(
            "{}resource \"azurerm_firewall_nat_rule_collection\" \"web\" {{
  name                = \"web\"
  azure_firewall_name = azurerm_firewall.fw.name
  priority            = 100
  action              = \"Dnat\"
  {}
}}\n",
            firewall(""),
            nat(source, to)
        )
    };
    let policy = format!(
        "{}resource \"azurerm_firewall_policy\" \"p\" {{\n name = \"p\"\n}}
resource \"azurerm_firewall_policy_rule_collection_group\" \"g\" {{
  name               = \"g\"
  firewall_policy_id = azurerm_firewall_policy.p.id
  priority           = 100
  nat_rule_collection {{
    name     = \"web\"
    priority = 100
    action   = \"Dnat\"
    {}
  }}
}}\n",
        firewall("firewall_policy_id = azurerm_firewall_policy.p.id"),
        nat("*", "azurerm_network_interface.web.private_ip_address")
    );
    let (card, door) = (
        "azurerm_network_interface.web.private_ip_address",
        "anywhere: TCP 8443 by azurerm_firewall.fw NAT rule web",
    );
    let fw = "azurerm_firewall.fw";
    check(
        &fixed,
        &[
            ("no rule", &firewall(""), fw, "closed"),
            ("a rule is a door", &classic("*", card), fw, OPEN),
            ("to what is behind", &classic("*", card), WEB, door),
            ("by its address", &classic("*", "\"10.0.1.4\""), WEB, door),
            ("to another address", &classic("*", "\"10.0.1.5\""), WEB, "closed"),
            (
                "for an office",
                &classic("198.51.100.0/24", card),
                WEB,
                "198.51.100.0/24: TCP 8443 by azurerm_firewall.fw NAT rule web",
            ),
            ("of a policy", &policy, WEB, door),
            (
                "the group of the machine admits the network",
                &format!("{}{ON_CARD}", classic("*", card)),
                WEB,
                door,
            ),
            (
                "or not",
                &format!(
                    "{}{}{ON_CARD}",
                    classic("*", card),
                    rule(
                        "card",
                        "no",
                        100,
                        "Deny",
                        "10.0.9.0/26",
                        "destination_port_range = \"*\""
                    )
                ),
                WEB,
                "closed",
            ),
        ],
    );
}

#[test]
fn services() {
    let store = |more: &str| {
        format!("resource \"azurerm_storage_account\" \"s\" {{\n name = \"s\"\n {more}\n}}")
    };
    let server = |more: &str, rule: &str| {
        format!("resource \"azurerm_mssql_server\" \"s\" {{\n name = \"s\"\n {more}\n}}\n{rule}")
    };
    let admits = |first: &str, last: &str| {
        format!(
            "resource \"azurerm_mssql_firewall_rule\" \"r\" {{\n server_id = azurerm_mssql_server.s.id\n start_ip_address = \"{first}\"\n end_ip_address = \"{last}\"\n}}"
        )
    };
    let cluster = |more: &str| {
        format!("resource \"azurerm_kubernetes_cluster\" \"c\" {{\n name = \"c\"\n {more}\n}}")
    };
    let (s, sql, c) =
        ("azurerm_storage_account.s", "azurerm_mssql_server.s", "azurerm_kubernetes_cluster.c");
    let https = "anywhere: TCP 443 by public endpoint";
    check(
        NET,
        &[
            ("storage is open unless", &store(""), s, https),
            (
                "its default action is to deny",
                &store(
                    "network_rules {\n default_action = \"Deny\"\n ip_rules = [\"198.51.100.7\"]\n }",
                ),
                s,
                "198.51.100.7: TCP 443 by public endpoint",
            ),
            (
                "or public access is off",
                &store("public_network_access_enabled = false"),
                s,
                "closed",
            ),
            (
                "rules of their own",
                &format!(
                    "{}resource \"azurerm_storage_account_network_rules\" \"r\" {{\n storage_account_id = azurerm_storage_account.s.id\n default_action = \"Deny\"\n}}",
                    store("") + "\n"
                ),
                s,
                "closed",
            ),
            ("a server without rules admits nobody", &server("", ""), sql, "closed"),
            (
                "everyone",
                &server("", &admits("0.0.0.0", "255.255.255.255")),
                sql,
                "anywhere: TCP 1433 by public endpoint",
            ),
            (
                "whatever is in Azure",
                &server("", &admits("0.0.0.0", "0.0.0.0")),
                sql,
                "Azure services: TCP 1433 by public endpoint",
            ),
            (
                "rules without public access",
                &server(
                    "public_network_access_enabled = false",
                    &admits("0.0.0.0", "255.255.255.255"),
                ),
                sql,
                "closed",
            ),
            ("an API server is public", &cluster(""), c, https),
            (
                "for some",
                &cluster(
                    "api_server_access_profile {\n authorized_ip_ranges = [\"198.51.100.0/24\"]\n }",
                ),
                c,
                "198.51.100.0/24: TCP 443 by public endpoint",
            ),
            ("for nobody", &cluster("private_cluster_enabled = true"), c, "closed"),
            (
                "a switch that nobody sets",
                &format!("{}\nvariable \"p\" {{}}", cluster("private_cluster_enabled = var.p")),
                c,
                "anywhere: ? TCP 443 by public endpoint",
            ),
        ],
    );
}

#[test]
fn inside_a_network() {
    let db = r#"
resource "azurerm_mssql_server" "s" {
  name                          = "s"
  public_network_access_enabled = false
}
resource "azurerm_private_endpoint" "s" {
  subnet_id = azurerm_subnet.web.id
  private_service_connection {
    name                           = "s"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_mssql_server.s.id
  }
}
"#;
    let (_, estate) = read(&[("main.tf", &format!("{NET}{db}{ON_CARD}"))]);
    assert_eq!(
        inside(&estate, WEB, "azurerm_mssql_server.s"),
        "TCP 1433",
        "over a private endpoint"
    );
    let apart = db.split("resource \"azurerm_private_endpoint\"").next().unwrap_or("");
    let (_, estate) = read(&[("main.tf", &format!("{NET}{apart}"))]);
    assert_eq!(
        inside(&estate, WEB, "azurerm_mssql_server.s"),
        "? TCP 1433",
        "no network of its own"
    );
}

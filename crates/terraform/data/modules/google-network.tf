# terraform-google-modules/network/google: a network, its subnets, routes and firewall rules.

variable "project_id" { default = null }
variable "network_name" { default = null }
variable "routing_mode" { default = "GLOBAL" }
variable "auto_create_subnetworks" { default = false }
variable "subnets" { default = [] }
variable "secondary_ranges" { default = {} }
variable "firewall_rules" { default = [] }
variable "ingress_rules" { default = [] }
variable "egress_rules" { default = [] }

resource "google_compute_network" "network" {
  name                    = var.network_name
  project                 = var.project_id
  routing_mode            = var.routing_mode
  auto_create_subnetworks = var.auto_create_subnetworks
}

resource "google_compute_subnetwork" "subnetwork" {
  for_each                 = { for subnet in var.subnets : "${subnet.subnet_region}/${subnet.subnet_name}" => subnet }
  name                     = each.value.subnet_name
  ip_cidr_range            = each.value.subnet_ip
  region                   = each.value.subnet_region
  network                  = google_compute_network.network.name
  private_ip_google_access = try(tobool(each.value.subnet_private_access), false)
  dynamic "log_config" {
    for_each = try(tobool(each.value.subnet_flow_logs), false) ? [1] : []
    content {
      aggregation_interval = try(each.value.subnet_flow_logs_interval, "INTERVAL_5_SEC")
      flow_sampling        = try(each.value.subnet_flow_logs_sampling, "0.5")
      metadata             = try(each.value.subnet_flow_logs_metadata, "INCLUDE_ALL_METADATA")
    }
  }
}

resource "google_compute_firewall" "rules" {
  for_each                = { for rule in var.firewall_rules : rule.name => rule }
  name                    = each.value.name
  network                 = google_compute_network.network.name
  direction               = try(each.value.direction, "INGRESS")
  disabled                = try(each.value.disabled, null)
  source_ranges           = try(each.value.direction, "INGRESS") == "INGRESS" ? try(each.value.ranges, each.value.source_ranges, null) : null
  destination_ranges      = try(each.value.direction, "INGRESS") == "EGRESS" ? try(each.value.ranges, each.value.destination_ranges, null) : null
  source_tags             = try(each.value.source_tags, null)
  target_tags             = try(each.value.target_tags, null)
  target_service_accounts = try(each.value.target_service_accounts, null)
  dynamic "allow" {
    for_each = try(each.value.allow, [])
    content {
      protocol = allow.value.protocol
      ports    = try(allow.value.ports, null)
    }
  }
  dynamic "deny" {
    for_each = try(each.value.deny, [])
    content {
      protocol = deny.value.protocol
      ports    = try(deny.value.ports, null)
    }
  }
}

resource "google_compute_firewall" "rules_ingress_egress" {
  for_each           = merge({ for rule in var.ingress_rules : rule.name => merge(rule, { way = "INGRESS" }) }, { for rule in var.egress_rules : rule.name => merge(rule, { way = "EGRESS" }) })
  name               = each.value.name
  network            = google_compute_network.network.name
  direction          = each.value.way
  disabled           = try(each.value.disabled, null)
  source_ranges      = try(each.value.source_ranges, null)
  destination_ranges = try(each.value.destination_ranges, null)
  source_tags        = try(each.value.source_tags, null)
  target_tags        = try(each.value.target_tags, null)
  dynamic "allow" {
    for_each = try(each.value.allow, [])
    content {
      protocol = allow.value.protocol
      ports    = try(allow.value.ports, null)
    }
  }
  dynamic "deny" {
    for_each = try(each.value.deny, [])
    content {
      protocol = deny.value.protocol
      ports    = try(deny.value.ports, null)
    }
  }
}

output "network_name" { value = google_compute_network.network.name }
output "network_id" { value = google_compute_network.network.id }
output "network_self_link" { value = google_compute_network.network.self_link }
output "subnets" { value = google_compute_subnetwork.subnetwork }
output "subnets_names" { value = [for subnet in google_compute_subnetwork.subnetwork : subnet.name] }
output "subnets_self_links" { value = [for subnet in google_compute_subnetwork.subnetwork : subnet.self_link] }

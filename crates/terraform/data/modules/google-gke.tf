# terraform-google-modules/kubernetes-engine/google, from 20 on: the cluster and its pools, public.

variable "project_id" { default = null }
variable "name" { default = null }
variable "region" { default = null }
variable "zones" { default = [] }
variable "regional" { default = true }
variable "network" { default = null }
variable "subnetwork" { default = null }
variable "ip_range_pods" { default = null }
variable "ip_range_services" { default = null }
variable "release_channel" { default = "REGULAR" }
variable "kubernetes_version" { default = "latest" }
variable "master_authorized_networks" { default = [] }
variable "enable_shielded_nodes" { default = true }
variable "enable_binary_authorization" { default = false }
variable "enable_intranode_visibility" { default = false }
variable "issue_client_certificate" { default = false }
variable "identity_namespace" { default = "enabled" }
variable "node_metadata" { default = "GKE_METADATA" }
variable "network_policy" { default = false }
variable "network_policy_provider" { default = "CALICO" }
variable "datapath_provider" { default = "DATAPATH_PROVIDER_UNSPECIFIED" }
variable "database_encryption" { default = [{ state = "DECRYPTED", key_name = "" }] }
variable "logging_service" { default = "logging.googleapis.com/kubernetes" }
variable "monitoring_service" { default = "monitoring.googleapis.com/kubernetes" }
variable "security_posture_mode" { default = "DISABLED" }
variable "security_posture_vulnerability_mode" { default = "VULNERABILITY_DISABLED" }
variable "remove_default_node_pool" { default = false }
variable "authenticator_security_group" { default = null }
variable "deletion_protection" { default = true }
variable "service_account" { default = "" }
variable "create_service_account" { default = true }
variable "node_pools" { default = [{ name = "default-node-pool" }] }
variable "enable_private_nodes" {
  default = false
}
variable "enable_private_endpoint" { default = false }
variable "master_ipv4_cidr_block" { default = null }

locals {
  private  = false
  account  = var.create_service_account ? one(google_service_account.cluster_service_account[*].email) : var.service_account
  has_pool = var.identity_namespace != null && var.identity_namespace != ""
}

resource "google_service_account" "cluster_service_account" {
  count   = var.create_service_account ? 1 : 0
  project = var.project_id
}

resource "google_container_cluster" "primary" {
  name                        = var.name
  project                     = var.project_id
  location                    = var.regional ? var.region : try(var.zones[0], null)
  network                     = var.network
  subnetwork                  = var.subnetwork
  logging_service             = var.logging_service
  monitoring_service          = var.monitoring_service
  enable_shielded_nodes       = var.enable_shielded_nodes
  enable_intranode_visibility = var.enable_intranode_visibility
  datapath_provider           = var.datapath_provider
  remove_default_node_pool    = var.remove_default_node_pool
  deletion_protection         = var.deletion_protection
  dynamic "release_channel" {
    for_each = var.release_channel != null ? [1] : []
    content {
      channel = var.release_channel
    }
  }
  dynamic "master_authorized_networks_config" {
    for_each = length(var.master_authorized_networks) > 0 ? [1] : []
    content {
      dynamic "cidr_blocks" {
        for_each = var.master_authorized_networks
        content {
          cidr_block   = cidr_blocks.value.cidr_block
          display_name = try(cidr_blocks.value.display_name, null)
        }
      }
    }
  }
  dynamic "private_cluster_config" {
    for_each = local.private && var.enable_private_nodes ? [1] : []
    content {
      enable_private_nodes    = var.enable_private_nodes
      enable_private_endpoint = var.enable_private_endpoint
      master_ipv4_cidr_block  = var.master_ipv4_cidr_block
    }
  }
  master_auth {
    client_certificate_config {
      issue_client_certificate = var.issue_client_certificate
    }
  }
  dynamic "workload_identity_config" {
    for_each = local.has_pool ? [1] : []
    content {
      workload_pool = var.identity_namespace == "enabled" ? "${var.project_id}.svc.id.goog" : var.identity_namespace
    }
  }
  dynamic "network_policy" {
    for_each = var.network_policy ? [1] : []
    content {
      enabled  = true
      provider = var.network_policy_provider
    }
  }
  addons_config {
    network_policy_config {
      disabled = !var.network_policy
    }
  }
  dynamic "database_encryption" {
    for_each = var.database_encryption
    content {
      state    = database_encryption.value.state
      key_name = try(database_encryption.value.key_name, null)
    }
  }
  dynamic "binary_authorization" {
    for_each = var.enable_binary_authorization ? [1] : []
    content {
      evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
    }
  }
  dynamic "authenticator_groups_config" {
    for_each = var.authenticator_security_group != null ? [1] : []
    content {
      security_group = var.authenticator_security_group
    }
  }
  security_posture_config {
    mode               = var.security_posture_mode
    vulnerability_mode = var.security_posture_vulnerability_mode
  }
  ip_allocation_policy {
    cluster_secondary_range_name  = var.ip_range_pods
    services_secondary_range_name = var.ip_range_services
  }
  node_config {
    service_account = try(var.node_pools[0].service_account, local.account)
    workload_metadata_config {
      mode = var.node_metadata
    }
    shielded_instance_config {
      enable_secure_boot          = try(tobool(var.node_pools[0].enable_secure_boot), false)
      enable_integrity_monitoring = try(tobool(var.node_pools[0].enable_integrity_monitoring), true)
    }
  }
}

resource "google_container_node_pool" "pools" {
  for_each = { for pool in var.node_pools : pool.name => pool }
  name     = each.key
  cluster  = google_container_cluster.primary.name
  location = google_container_cluster.primary.location
  management {
    auto_repair  = try(tobool(each.value.auto_repair), true)
    auto_upgrade = try(tobool(each.value.auto_upgrade), true)
  }
  node_config {
    image_type      = try(each.value.image_type, "COS_CONTAINERD")
    machine_type    = try(each.value.machine_type, "e2-medium")
    service_account = try(each.value.service_account, local.account)
    metadata        = { disable-legacy-endpoints = "true" }
    workload_metadata_config {
      mode = try(each.value.node_metadata, var.node_metadata)
    }
    shielded_instance_config {
      enable_secure_boot          = try(tobool(each.value.enable_secure_boot), false)
      enable_integrity_monitoring = try(tobool(each.value.enable_integrity_monitoring), true)
    }
  }
}

output "name" { value = google_container_cluster.primary.name }
output "cluster_id" { value = google_container_cluster.primary.id }
output "location" { value = google_container_cluster.primary.location }
output "endpoint" { value = google_container_cluster.primary.endpoint }
output "ca_certificate" { value = google_container_cluster.primary.master_auth[0].cluster_ca_certificate }
output "service_account" { value = local.account }

provider "google" {
  project = var.project
  region  = "europe-west1"
}

resource "google_compute_network" "fleet" {
  name                    = "fleet"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "nodes" {
  name                     = "nodes"
  network                  = google_compute_network.fleet.id
  ip_cidr_range            = "10.60.0.0/20"
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_5_MIN"
    flow_sampling        = 0.5
  }
}

resource "google_kms_key_ring" "fleet" {
  name     = "fleet"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "secrets" {
  name            = "cluster-secrets"
  key_ring        = google_kms_key_ring.fleet.id
  rotation_period = "7776000s"
}

resource "google_container_cluster" "fleet" {
  name                     = "fleet"
  location                 = "europe-west1"
  network                  = google_compute_network.fleet.id
  subnetwork               = google_compute_subnetwork.nodes.id
  remove_default_node_pool = true
  initial_node_count       = 1
  datapath_provider        = "ADVANCED_DATAPATH"
  enable_legacy_abac       = false
  deletion_protection      = var.private

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }

  private_cluster_config {
    enable_private_nodes    = var.private
    enable_private_endpoint = var.private
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }

  master_authorized_networks_config {
    dynamic "cidr_blocks" {
      for_each = var.office
      content {
        display_name = cidr_blocks.key
        cidr_block   = cidr_blocks.value
      }
    }
  }

  database_encryption {
    state    = var.own_key ? "ENCRYPTED" : "DECRYPTED"
    key_name = var.own_key ? google_kms_crypto_key.secrets.id : null
  }

  release_channel {
    channel = "REGULAR"
  }
}

resource "google_service_account" "nodes" {
  account_id   = "fleet-nodes"
  display_name = "Nodes of the fleet"
}

resource "google_project_iam_member" "nodes" {
  project = var.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_node_pool" "main" {
  name       = "main"
  cluster    = google_container_cluster.fleet.id
  node_count = 1

  node_config {
    machine_type    = "e2-standard-4"
    image_type      = "COS_CONTAINERD"
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }
}

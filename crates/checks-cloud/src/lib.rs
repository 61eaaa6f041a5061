//! Checks of the Cloud layer.
//!
//! A folder per group, two files per check: the code and its page, which is also its test.

pub mod accounts;
pub mod alarms;
pub mod api_gateway;
pub mod audit;
pub mod azure_aks;
pub mod azure_app;
pub mod azure_compute;
pub mod azure_data;
pub mod azure_database;
pub mod azure_edge;
pub mod azure_monitor;
pub mod azure_network;
pub mod azure_storage;
pub mod azure_vault;
pub mod backup;
pub mod cluster_access;
pub mod compute;
pub mod control_plane;
pub mod credentials;
pub mod data_stores;
pub mod detection;
pub mod ecs;
pub mod edge;
pub mod encryption;
pub mod exposure;
pub mod firewall;
pub mod functions;
pub mod gcp_compute;
pub mod gcp_iam;
pub mod gcp_network;
pub mod gcp_sql;
pub mod gcp_storage;
pub mod gke;
pub mod iam;
pub mod keys;
pub mod messaging;
pub mod metadata;
pub mod network;
pub mod nodes;
pub mod processing;
pub mod rds;
pub mod registries;
mod registry;
pub mod rotation;
pub mod s3;
pub mod search;
pub mod sign_in;
mod support;
pub mod workload;

pub use registry::CHECKS;

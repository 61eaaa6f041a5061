//! Subnets of Google networks.

use ringfort_check::model::cloud::Resource;

/// Purposes of subnets that hold no machines.
const FOR_PROXIES: [&str; 4] = [
    "REGIONAL_MANAGED_PROXY",
    "GLOBAL_MANAGED_PROXY",
    "INTERNAL_HTTPS_LOAD_BALANCER",
    "PRIVATE_SERVICE_CONNECT",
];

/// Is `on` kept for proxies or service attachments, which have neither flow logs nor machines?
pub(crate) fn is_for_proxies(on: &Resource) -> bool {
    on.at("purpose").str().is_some_and(|p| FOR_PROXIES.contains(&p))
}

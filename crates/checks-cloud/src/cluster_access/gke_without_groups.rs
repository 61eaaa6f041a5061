//! GKE cluster does not know the groups of the directory.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// GKE cluster does not know the groups of the directory.
pub struct GkeWithoutGroups;

impl Check for GkeWithoutGroups {
    const META: Meta = Meta::new(
        "cloud/gke-without-groups",
        "GKE cluster does not know the groups of the directory",
        "cloud/cluster-admin-access",
        Severity::Low,
    )
    .frameworks(&["CIS-GKE-5.8.2"])
    .aliases(&["CKV_GCP_65", "gcp-gke-kubernetes-rbac-google-groups"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(
            on,
            "authenticator_groups_config.security_group",
            "RBAC may name groups of the directory",
            || format!("RBAC of cluster `{}` can only name single accounts", on.name),
        )
    }
}

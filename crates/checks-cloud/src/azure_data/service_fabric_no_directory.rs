//! Azure Service Fabric asks no directory who its clients are.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// Azure Service Fabric asks no directory who its clients are.
pub struct ServiceFabricNoDirectory;

impl Check for ServiceFabricNoDirectory {
    const META: Meta = Meta::new(
        "cloud/service-fabric-no-directory",
        "Azure Service Fabric asks no directory who its clients are",
        "cloud/cluster-admin-access",
        Severity::Medium,
    )
    .aliases(&["a21c8da9-41bf-40cf-941d-330cf0d11fc7", "CKV_AZURE_126"]);
    const TYPES: &'static [&'static str] = &["azurerm_service_fabric_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let there = azure::given(on.at("azure_active_directory.tenant_id"));
        tri::verdict(there, on, "azure_active_directory", "the directory knows its clients", || {
            format!("cluster `{}` knows its administrators by certificates only", on.name)
        })
    }
}

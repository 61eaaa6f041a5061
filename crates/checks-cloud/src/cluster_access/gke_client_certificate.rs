//! GKE cluster issues a client certificate.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// GKE cluster issues a client certificate.
pub struct GkeClientCertificate;

impl Check for GkeClientCertificate {
    const META: Meta = Meta::new(
        "cloud/gke-client-certificate",
        "GKE cluster issues a client certificate",
        "cloud/cluster-admin-access",
        Severity::Medium,
    )
    .frameworks(&["CIS-GKE-5.8.1"])
    .aliases(&["73fb21a1-b19a-45b1-b648-b47b1678681e", "CKV_GCP_13", "GCP-0064"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "master_auth.client_certificate_config.issue_client_certificate",
            want: false,
            default: false,
            note: "no certificate is issued",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || {
            format!("cluster `{}` issues a certificate that cannot be revoked", on.name)
        })
    }
}

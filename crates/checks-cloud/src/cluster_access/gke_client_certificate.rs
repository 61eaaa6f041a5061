//! GKE cluster has a client certificate or a password.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// GKE cluster has a client certificate or a password.
pub struct GkeClientCertificate;

impl Check for GkeClientCertificate {
    const META: Meta = Meta::new(
        "cloud/gke-client-certificate",
        "GKE cluster has a client certificate or a password",
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
        let certificate = switch.judge(on, || {
            format!("cluster `{}` issues a certificate that cannot be revoked", on.name)
        });
        certificate.and(password(on))
    }
}

/// Judges the login by user name and password, which clusters before 1.19 have.
fn password(on: &Resource) -> Verdict {
    match on.at("master_auth.username") {
        At::Absent(at) => Verdict::default(at, "no login by password"),
        At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        At::Set(node) if node.as_str() == Some("") => Verdict::pass(node.span, "switched off"),
        At::Set(node) => {
            let message = format!("cluster `{}` has an administrator with a password", on.name);
            Verdict::fail(Failure::new(node.span, message).key("password"))
        }
    }
}

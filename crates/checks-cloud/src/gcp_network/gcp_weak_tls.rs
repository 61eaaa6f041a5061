//! Google load balancer admits weak TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Google load balancer admits weak TLS.
pub struct GcpWeakTls;

impl Check for GcpWeakTls {
    const META: Meta = Meta::new(
        "cloud/gcp-weak-tls",
        "Google load balancer admits weak TLS",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GCP-3.11"])
    .aliases(&[
        "14a457f0-473d-4d1d-9e37-6d99b355b336",
        "b28bcd2f-c309-490e-ab7c-35fc4023eb26",
        "CKV_GCP_4",
        "GCP-0039",
    ]);
    const TYPES: &'static [&'static str] =
        &["google_compute_ssl_policy", "google_compute_region_ssl_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let profile = on.text("profile", "COMPATIBLE");
        let suites = match profile.known().map(String::as_str) {
            // Its suites exist from TLS 1.2 on only.
            Some("RESTRICTED") => return Verdict::pass(profile.span(), NOTE),
            Some("CUSTOM") => custom(on),
            Some("COMPATIBLE") => {
                let message = format!("policy `{}` admits every suite of old clients", on.name);
                Verdict::fail(Failure::new(profile.span(), message))
            }
            Some(_) => Verdict::pass(profile.span(), NOTE),
            None => Verdict::unknown(profile.span(), "the profile is not known"),
        };
        let version = on.text("min_tls_version", "TLS_1_0");
        let modern = |v: &String| v == "TLS_1_2" || v == "TLS_1_3";
        let version = Verdict::on(&version, modern, NOTE, || {
            let message = format!("policy `{}` admits TLS before 1.2", on.name);
            Failure::new(version.span(), message).key("version")
        });
        suites.and(version)
    }
}

const NOTE: &str = "modern TLS only";

/// Suites without forward secrecy, or with 3DES.
const WEAK: [&str; 5] = [
    "TLS_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_AES_256_CBC_SHA",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
];

/// Judges the suites that a policy picks itself.
fn custom(on: &Resource) -> Verdict {
    let at = on.at("custom_features");
    let weak = at.list().iter().find(|n| n.as_str().is_some_and(|s| WEAK.contains(&s)));
    if let Some(node) = weak {
        let suite = node.as_str().unwrap_or("");
        let message = format!("policy `{}` admits the weak suite {suite}", on.name);
        return Verdict::fail(Failure::new(node.span, message));
    }
    if at.is_unknown() || at.node().is_some_and(Node::has_unknown) {
        return Verdict::unknown(at.span(), "the suites are not known");
    }
    Verdict::pass(at.span(), NOTE)
}

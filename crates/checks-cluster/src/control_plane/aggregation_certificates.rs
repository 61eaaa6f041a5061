//! Aggregated API servers cannot check who calls them.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags;

const HARM: &str = "so aggregated API servers cannot tell who calls them";
const FLAGS: &[&str] =
    &["proxy-client-cert-file", "proxy-client-key-file", "requestheader-client-ca-file"];

/// Aggregated API servers cannot check who calls them.
pub struct AggregationCertificates;

impl Check for AggregationCertificates {
    const META: Meta = Meta::new(
        "cluster/aggregation-certificates",
        "Aggregated API servers cannot check who calls them",
        "cluster/client-certificate-auth",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::all_given(on, scene, FLAGS, HARM)
    }
}

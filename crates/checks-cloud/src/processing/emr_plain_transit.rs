//! Nodes for big data exchange data in clear.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::emr;

/// Nodes for big data exchange data in clear.
pub struct EmrPlainTransit;

impl Check for EmrPlainTransit {
    const META: Meta = Meta::new(
        "cloud/emr-plain-transit",
        "Nodes for big data exchange data in clear",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1557"])
    .aliases(&["CKV_AWS_351", "AWS-0138"]);
    const TYPES: &'static [&'static str] = &["aws_emr_security_configuration"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        emr::switch(
            on,
            "EncryptionConfiguration.EnableInTransitEncryption",
            "nodes exchange data over TLS",
            || format!("configuration `{}` lets nodes exchange data in clear", on.name),
        )
    }
}

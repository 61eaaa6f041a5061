//! Kafka brokers accept plain traffic.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{aws_settings, settings::Choice};

/// Kafka brokers accept plain traffic.
pub struct MskPlainTraffic;

impl Check for MskPlainTraffic {
    const META: Meta = Meta::new(
        "cloud/msk-plain-traffic",
        "Kafka brokers accept plain traffic",
        "cloud/edge-tls-and-waf",
        Severity::High,
    )
    .frameworks(&["MITRE-T1557"])
    .aliases(&[
        "6db52fa6-d4da-4608-908a-89f0c59e743e",
        "a976d63f-af0e-46e8-b714-8c1a9c4bf768",
        "CKV_AWS_81",
        "AWS-0073",
    ]);
    const TYPES: &'static [&'static str] = &["aws_msk_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let clients = Choice {
            path: "encryption_info.encryption_in_transit.client_broker",
            good: &["TLS"],
            default: "TLS",
            note: "clients and brokers talk TLS",
            safety: Some(Safety::Unsafe),
        };
        let brokers = "encryption_info.encryption_in_transit.in_cluster";
        let between = aws_settings::kept(on, brokers, "brokers talk TLS to each other", || {
            format!("brokers of `{}` talk to each other in clear", on.name)
        });
        clients
            .judge(on, |kind| format!("brokers of `{}` accept plain traffic ({kind})", on.name))
            .and(between)
    }
}

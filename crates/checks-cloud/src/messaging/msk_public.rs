//! Kafka brokers have public addresses.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Kafka brokers have public addresses.
pub struct MskPublic;

impl Check for MskPublic {
    const META: Meta = Meta::new(
        "cloud/msk-public",
        "Kafka brokers have public addresses",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["MITRE-T1530"])
    .aliases(&[
        "0ce1ba20-8ba8-4364-836f-40c24b8cb0ab",
        "54378d69-dd7c-4b08-a43e-80d563396857",
        "CKV_AWS_291",
    ]);
    const TYPES: &'static [&'static str] = &["aws_msk_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let access = Choice {
            path: "broker_node_group_info.connectivity_info.public_access.type",
            good: &["DISABLED"],
            default: "DISABLED",
            note: "the brokers have no public address",
            safety: Some(Safety::Unsafe),
        };
        access.judge(on, |_| format!("brokers of `{}` are given public addresses", on.name))
    }
}

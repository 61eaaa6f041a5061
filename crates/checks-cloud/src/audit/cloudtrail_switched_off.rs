//! Trail is switched off or leaves out global services.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Trail is switched off or leaves out global services.
pub struct CloudtrailSwitchedOff;

impl Check for CloudtrailSwitchedOff {
    const META: Meta = Meta::new(
        "cloud/cloudtrail-switched-off",
        "Trail is switched off or leaves out global services",
        "cloud/audit-logging",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-4.1", "MITRE-T1562.008"])
    .aliases(&[
        "4bb76f17-3d63-4529-bdca-2b454529d774",
        "5c0b06d5-b7a4-484c-aeb0-75a836269ff0",
        "d4a73c49-cbaa-4c6f-80ee-d6ef5a3a26f5",
        "CKV_AWS_251",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let logging = Switch {
            path: "enable_logging",
            want: true,
            default: true,
            note: "the trail is on",
            safety: Some(Safety::Safe),
        };
        let global = Switch {
            path: "include_global_service_events",
            note: "the trail records global services",
            ..logging
        };
        let off = logging.judge(on, || format!("trail `{}` is switched off", on.name));
        off.and(global.judge(on, || {
            format!("trail `{}` leaves out IAM, STS and other global services", on.name)
        }))
    }
}

//! Instance is measured every five minutes only.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Instance is measured every five minutes only.
pub struct InstanceWithoutDetailedMonitoring;

impl Check for InstanceWithoutDetailedMonitoring {
    const META: Meta = Meta::new(
        "cloud/instance-without-detailed-monitoring",
        "Instance is measured every five minutes only",
        "cloud/threat-detection",
        Severity::Info,
    )
    .aliases(&[
        "0264093f-6791-4475-af34-4b8102dcbcd0",
        "23b70e32-032e-4fa6-ba5c-82f56b9980e6",
        "daa581ef-731c-4121-832d-cf078f67759d",
        "CKV_AWS_126",
        "AC_AWS_0480",
        "EC2_INSTANCE_DETAILED_MONITORING_ENABLED",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_instance", "aws_spot_instance_request", "aws_launch_template"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("monitoring").is_absent() && !on.blocks("launch_template").is_empty() {
            return Verdict::unknown(on.header, "the launch template decides");
        }
        let path =
            if &*on.kind == "aws_launch_template" { "monitoring.enabled" } else { "monitoring" };
        aws_settings::required(on, path, "measured every minute", || {
            format!("instance `{}` has no detailed monitoring", on.name)
        })
    }
}

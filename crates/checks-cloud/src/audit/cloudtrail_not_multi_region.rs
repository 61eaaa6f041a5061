//! Trail does not record every region.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{aws_settings, settings::Switch};

/// Trail does not record every region.
pub struct CloudtrailNotMultiRegion;

impl Check for CloudtrailNotMultiRegion {
    const META: Meta = Meta::new(
        "cloud/cloudtrail-not-multi-region",
        "Trail does not record every region",
        "cloud/audit-logging",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-4.1"])
    .aliases(&[
        "058ac855-989f-4378-ba4d-52d004020da7",
        "6ad087d7-a509-4b20-b853-9ef6f5ebaa98",
        "8173d5eb-96b5-4aa6-a71b-ecfa153c123d",
        "CKV_AWS_67",
        "AWS-0014",
        "AC_AWS_0034",
        "AC_AWS_0448",
        "MULTI_REGION_CLOUD_TRAIL_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "is_multi_region_trail",
            want: true,
            default: false,
            note: "the trail records every region",
            safety: Some(Safety::Safe),
        };
        let regions = switch.judge(on, || format!("trail `{}` records one region only", on.name));
        let global = aws_settings::kept(
            on,
            "include_global_service_events",
            "the trail records global services",
            || format!("trail `{}` leaves out global services such as IAM", on.name),
        );
        regions.and(global)
    }
}

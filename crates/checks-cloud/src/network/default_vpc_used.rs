//! Default VPC is in use.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Default VPC is in use.
pub struct DefaultVpcUsed;

impl Check for DefaultVpcUsed {
    const META: Meta = Meta::new(
        "cloud/default-vpc-used",
        "Default VPC is in use",
        "cloud/network-segmentation",
        Severity::Medium,
    )
    .aliases(&["96ed3526-0179-4c73-b1b2-372fde2e0d13", "CKV_AWS_148", "AWS-0101"]);
    const TYPES: &'static [&'static str] = &["aws_default_vpc", "data.aws_vpc"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if &*on.kind == "data.aws_vpc" {
            let default = on.bool("default", false);
            if default.is(&false) {
                return Verdict::NotApplicable;
            }
            return Verdict::on(
                &default,
                |d| !d,
                "a VPC of its own",
                || Failure::new(default.span(), message(on)),
            );
        }
        Verdict::fail(Failure::new(on.header, message(on)))
    }
}

fn message(on: &Resource) -> String {
    format!("`{}` uses the default VPC: its subnets are public and its groups shared", on.name)
}

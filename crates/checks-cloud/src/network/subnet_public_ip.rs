//! Subnet gives every instance a public address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Subnet gives every instance a public address.
pub struct SubnetPublicIp;

impl Check for SubnetPublicIp {
    const META: Meta = Meta::new(
        "cloud/subnet-public-ip",
        "Subnet gives every instance a public address",
        "cloud/network-segmentation",
        Severity::Medium,
    )
    .frameworks(&["CIS-EKS-5.4.3"])
    .aliases(&[
        "52f04a44-6bfa-4c41-b1d3-4ae99a2de05c",
        "b3de4e4c-14be-4159-b99d-9ad194365e4c",
        "CKV_AWS_130",
        "AWS-0164",
        "SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_subnet", "aws_default_subnet"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "map_public_ip_on_launch",
            want: false,
            default: &*on.kind == "aws_default_subnet",
            note: "gives out no public addresses",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("subnet `{}` gives every instance a public address", on.name))
    }
}

//! Warehouse names no subnets of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Warehouse names no subnets of its own.
pub struct RedshiftOutsideVpc;

impl Check for RedshiftOutsideVpc {
    const META: Meta = Meta::new(
        "cloud/redshift-outside-vpc",
        "Warehouse names no subnets of its own",
        "cloud/network-segmentation",
        Severity::Low,
    )
    .aliases(&["0a494a6a-ebe2-48a0-9d77-cf9d5125e1b3", "AWS-0127"]);
    const TYPES: &'static [&'static str] = &["aws_redshift_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "cluster_subnet_group_name";
        settings::present(on, path, "runs in subnets of its own", || {
            format!("warehouse `{}` names no subnets: it lands in the default network", on.name)
        })
    }
}

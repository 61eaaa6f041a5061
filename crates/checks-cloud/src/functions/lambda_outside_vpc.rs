//! Function runs outside of the private network.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Function runs outside of the private network.
pub struct LambdaOutsideVpc;

impl Check for LambdaOutsideVpc {
    const META: Meta = Meta::new(
        "cloud/lambda-outside-vpc",
        "Function runs outside of the private network",
        "cloud/network-segmentation",
        Severity::Info,
    )
    .aliases(&["CKV_AWS_117", "AC_AWS_0486", "LAMBDA_INSIDE_VPC"]);
    const TYPES: &'static [&'static str] = &["aws_lambda_function"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::one_of(on, &["vpc_config.subnet_ids"], "runs in subnets of its own", || {
            format!("function `{}` is in no subnet: its traffic passes no firewall", on.name)
        })
    }
}

//! Service gives its tasks public addresses.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Service gives its tasks public addresses.
pub struct EcsPublicAddress;

impl Check for EcsPublicAddress {
    const META: Meta = Meta::new(
        "cloud/ecs-public-address",
        "Service gives its tasks public addresses",
        "cloud/private-nodes",
        Severity::High,
    )
    .aliases(&["CKV_AWS_333"]);
    const TYPES: &'static [&'static str] = &["aws_ecs_service", "aws_ecs_task_set"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::forbidden(
            on,
            "network_configuration.assign_public_ip",
            "tasks have no public address",
            || format!("service `{}` gives its tasks public addresses", on.name),
        )
    }
}

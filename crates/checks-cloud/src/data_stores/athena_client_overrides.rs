//! Clients may override the settings of a workgroup.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Clients may override the settings of a workgroup.
pub struct AthenaClientOverrides;

impl Check for AthenaClientOverrides {
    const META: Meta = Meta::new(
        "cloud/athena-client-overrides",
        "Clients may override the settings of a workgroup",
        "cloud/volume-encryption-at-rest",
        Severity::Low,
    )
    .aliases(&["CKV_AWS_82", "AWS-0007"]);
    const TYPES: &'static [&'static str] = &["aws_athena_workgroup"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("configuration").is_absent() {
            let message = format!("workgroup `{}` has no settings that it could enforce", on.name);
            return Verdict::fail(Failure::new(on.header, message));
        }
        let path = "configuration.enforce_workgroup_configuration";
        aws_settings::kept(on, path, "the settings of the workgroup hold", || {
            format!("clients may override the settings of workgroup `{}`", on.name)
        })
    }
}

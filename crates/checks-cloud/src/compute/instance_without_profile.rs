//! Instance has no role.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Instance has no role.
pub struct InstanceWithoutProfile;

impl Check for InstanceWithoutProfile {
    const META: Meta = Meta::new(
        "cloud/instance-without-profile",
        "Instance has no role",
        "cloud/no-static-credentials",
        Severity::Low,
    )
    .aliases(&[
        "f914357d-8386-4d56-9ba6-456e5723f9a6",
        "CKV2_AWS_41",
        "EC2_INSTANCE_PROFILE_ATTACHED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("iam_instance_profile").is_absent() && !on.blocks("launch_template").is_empty() {
            return Verdict::unknown(on.header, "the launch template decides");
        }
        settings::present(on, "iam_instance_profile", "the instance has a role", || {
            format!(
                "instance `{}` has no role: whatever it does in the account takes a stored key",
                on.name
            )
        })
    }
}

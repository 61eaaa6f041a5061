//! Basic role is granted in Google Cloud.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Basic role is granted in Google Cloud.
pub struct GcpBasicRole;

impl Check for GcpBasicRole {
    const META: Meta = Meta::new(
        "cloud/gcp-basic-role",
        "Basic role is granted in Google Cloud",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .gate();
    const TYPES: &'static [&'static str] = gcp_iam::ESTATE;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::roles(on, scene, "a narrow role", |role| {
            let basic = role == "roles/owner" || role == "roles/editor";
            basic.then(|| format!("`{}` grants {role}: nearly everything below it", on.name))
        })
    }
}

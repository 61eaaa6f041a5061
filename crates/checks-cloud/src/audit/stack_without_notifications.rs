//! Nobody is told of events of the stack.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Nobody is told of events of the stack.
pub struct StackWithoutNotifications;

impl Check for StackWithoutNotifications {
    const META: Meta = Meta::new(
        "cloud/stack-without-notifications",
        "Nobody is told of events of the stack",
        "cloud/audit-logging",
        Severity::Info,
    )
    .aliases(&[
        "837e033c-4717-40bd-807e-6abaa30161b7",
        "b72d0026-f649-4c91-a9ea-15d8f681ac09",
        "d39761d7-94ab-45b0-ab5e-27c44e381d58",
        "CKV_AWS_124",
        "AC_AWS_0021",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudformation_stack"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "notification_arns", "a topic tells of events of the stack", || {
            format!("stack `{}` tells no topic of its events", on.name)
        })
    }
}

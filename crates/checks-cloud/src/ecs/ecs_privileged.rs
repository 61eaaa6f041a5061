//! Task runs a privileged container.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::ecs;

/// Task runs a privileged container.
pub struct EcsPrivileged;

impl Check for EcsPrivileged {
    const META: Meta = Meta::new(
        "cloud/ecs-privileged",
        "Task runs a privileged container",
        "cloud/metadata-service-protection",
        Severity::High,
    )
    .aliases(&["CKV_AWS_334"]);
    const TYPES: &'static [&'static str] = &["aws_ecs_task_definition"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        ecs::each(on, "container_definitions", |container, name| {
            let privileged = Value::bool(ecs::field(container, "privileged"), false);
            Verdict::on(
                &privileged,
                |p| !p,
                "not privileged",
                || {
                    let message = format!(
                        "container `{name}` of task `{}` is privileged: it is root on the host",
                        on.name
                    );
                    Failure::new(privileged.span(), message).key(name)
                },
            )
        })
    }
}

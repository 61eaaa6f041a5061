//! Task sees the processes of its host.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::ecs;

/// Task sees the processes of its host.
pub struct EcsHostPid;

impl Check for EcsHostPid {
    const META: Meta = Meta::new(
        "cloud/ecs-host-pid",
        "Task sees the processes of its host",
        "cloud/metadata-service-protection",
        Severity::Medium,
    )
    .aliases(&["CKV_AWS_335"]);
    const TYPES: &'static [&'static str] = &["aws_ecs_task_definition"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mode = on.text("pid_mode", "task");
        Verdict::on(
            &mode,
            |m| !m.eq_ignore_ascii_case("host"),
            "processes of its own",
            || Failure::new(mode.span(), message(on)),
        )
        .and(ecs::each(on, "container_definitions", |container, name| {
            let own = Value::text(ecs::field(container, "pidMode"), "task");
            Verdict::on(
                &own,
                |m| !m.eq_ignore_ascii_case("host"),
                "processes of its own",
                || Failure::new(own.span(), message(on)).key(name),
            )
        }))
    }
}

fn message(on: &Resource) -> String {
    format!("task `{}` sees the processes of its host", on.name)
}

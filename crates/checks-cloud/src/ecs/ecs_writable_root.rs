//! Container of a task may change its own files.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::ecs;

/// Container of a task may change its own files.
pub struct EcsWritableRoot;

impl Check for EcsWritableRoot {
    const META: Meta = Meta::new(
        "cloud/ecs-writable-root",
        "Container of a task may change its own files",
        "cloud/workload-identity",
        Severity::Low,
    )
    .aliases(&["CKV_AWS_336"]);
    const TYPES: &'static [&'static str] = &["aws_ecs_task_definition"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        ecs::each(on, "container_definitions", |container, name| {
            let fixed = Value::bool(ecs::field(container, "readonlyRootFilesystem"), false);
            Verdict::on(
                &fixed,
                |f| *f,
                "the root file system is read-only",
                || {
                    let message = format!(
                        "container `{name}` of task `{}` may change its own files",
                        on.name
                    );
                    Failure::new(fixed.span(), message).key(name)
                },
            )
        })
    }
}

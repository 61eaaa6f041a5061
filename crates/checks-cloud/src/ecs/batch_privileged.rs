//! Batch job runs a privileged container.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::ecs;

/// Batch job runs a privileged container.
pub struct BatchPrivileged;

impl Check for BatchPrivileged {
    const META: Meta = Meta::new(
        "cloud/batch-privileged",
        "Batch job runs a privileged container",
        "cloud/metadata-service-protection",
        Severity::High,
    )
    .aliases(&[
        "66cd88ac-9ddf-424a-b77e-e55e17630bee",
        "76ddf32c-85b1-4808-8935-7eef8030ab36",
        "defe5b18-978d-4722-9325-4d1975d3699f",
        "CKV_AWS_210",
        "BATCH_JOB_CONTAINER_PROPERTIES_PRIVILEGED_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_batch_job_definition"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        ecs::each(on, "container_properties", |container, _| {
            let privileged = Value::bool(ecs::field(container, "privileged"), false);
            Verdict::on(
                &privileged,
                |p| !p,
                "not privileged",
                || {
                    Failure::new(
                        privileged.span(),
                        format!("job `{}` is privileged: it is root on the host", on.name),
                    )
                },
            )
        })
    }
}

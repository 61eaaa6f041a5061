//! Batch job runs a privileged container.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

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
        let judge = |container: &Node| {
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
        };
        let verdicts =
            PLACES.iter().map(|(path, way)| ecs::each(on, path, |n, _| inner(n, way, &judge)));
        verdicts.fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Where the rights of containers stand: the attribute, and the fields on the way down.
const PLACES: [(&str, &[&str]); 4] = [
    ("container_properties", &[]),
    ("node_properties", &["nodeRangeProperties", "container"]),
    ("ecs_properties", &["taskProperties", "containers"]),
    ("eks_properties", &["podProperties", "containers", "securityContext"]),
];

/// Judges all that `way` leads to from `node`.
fn inner(node: &Node, way: &[&str], judge: &dyn Fn(&Node) -> Verdict) -> Verdict {
    if node.is_unknown() {
        return Verdict::unknown(node.span, node.cause().to_owned());
    }
    let Some((first, rest)) = way.split_first() else { return judge(node) };
    match ecs::field(node, first) {
        At::Absent(_) => Verdict::NotApplicable,
        At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        At::Set(found) => {
            let verdicts = found.one_or_many().iter().map(|n| inner(n, rest, judge));
            verdicts.fold(Verdict::NotApplicable, Verdict::and)
        }
    }
}

//! Secret stands in a task definition.

use ringfort_check::facts::secrets;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::ecs;

/// Secret stands in a task definition.
pub struct EcsPlainSecret;

impl Check for EcsPlainSecret {
    const META: Meta = Meta::new(
        "cloud/ecs-plain-secret",
        "Secret stands in a task definition",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .frameworks(&["MITRE-T1552.001"])
    .aliases(&["AWS-0036"]);
    const TYPES: &'static [&'static str] = &["aws_ecs_task_definition"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        ecs::each(on, "container_definitions", |container, name| {
            let mut verdict = Verdict::pass(container.span, "the environment holds no secret");
            for variable in ecs::field(container, "environment").list() {
                let key = ecs::field(variable, "name").str();
                let value = ecs::field(variable, "value");
                let key = key.unwrap_or("variable");
                let Some(hit) = value.str().and_then(|text| secrets::judge_given(key, text)) else {
                    continue;
                };
                let message = format!("`{key}` of container `{name}` is a literal ({})", hit.title);
                verdict = verdict.and(Verdict::fail(
                    Failure::new(value.span(), message).key(format!("{name} {key}")),
                ));
            }
            verdict
        })
    }
}

//! Cluster of ECS is not measured.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

/// Cluster of ECS is not measured.
pub struct EcsWithoutInsights;

impl Check for EcsWithoutInsights {
    const META: Meta = Meta::new(
        "cloud/ecs-without-insights",
        "Cluster of ECS is not measured",
        "cloud/audit-logging",
        Severity::Info,
    )
    .aliases(&[
        "97cb0688-369a-4d26-b1f7-86c4c91231bc",
        "ab759fde-e1e8-4b0e-ad73-ba856e490ed8",
        "abcefee4-a0c1-4245-9f82-a473f79a9e2f",
        "CKV_AWS_65",
        "AWS-0034",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ecs_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if let At::Unknown(node) = on.at("setting") {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let name = |s: &&Node| s.at("name").str() == Some("containerInsights");
        let Some(setting) = on.blocks("setting").iter().find(name) else {
            let at = on.at("setting").node().map_or(on.header, |n| n.span);
            return Verdict::fail(Failure::new(at, message(on)));
        };
        let value = Value::text(setting.at("value"), "disabled");
        Verdict::on(
            &value,
            |v| matches!(v.as_str(), "enabled" | "enhanced"),
            "container insights are on",
            || Failure::new(value.span(), message(on)),
        )
    }
}

fn message(on: &Resource) -> String {
    format!("cluster `{}` records no container insights", on.name)
}

//! Task reads its file system in the clear.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::aws_settings;

/// Task reads its file system in the clear.
pub struct EcsVolumePlainTransit;

impl Check for EcsVolumePlainTransit {
    const META: Meta = Meta::new(
        "cloud/ecs-volume-plain-transit",
        "Task reads its file system in the clear",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .aliases(&[
        "4d46ff3b-7160-41d1-a310-71d6d370b08f",
        "c1282e03-b285-4637-aee7-eefe3a7bb658",
        "CKV_AWS_97",
        "AWS-0035",
        "AC_AWS_0463",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ecs_task_definition"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::each_block(on, "volume", |volume| {
            let config = volume.at("efs_volume_configuration");
            if config.list().is_empty() {
                return match config {
                    At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
                    _ => Verdict::NotApplicable,
                };
            }
            let transit = Value::text(config.key("transit_encryption"), "DISABLED");
            let name = volume.at("name").str().unwrap_or("volume");
            Verdict::on(
                &transit,
                |t| t.eq_ignore_ascii_case("enabled"),
                "encrypted on the way",
                || {
                    let message = format!(
                        "volume `{name}` of task `{}` is read over the network in the clear",
                        on.name
                    );
                    Failure::new(transit.span(), message).key(name)
                },
            )
        })
    }
}

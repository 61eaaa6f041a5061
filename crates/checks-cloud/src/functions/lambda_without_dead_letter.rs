//! Failed events of a function are lost.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{companion, companion::Holder, tri};

/// Failed events of a function are lost.
pub struct LambdaWithoutDeadLetter;

impl Check for LambdaWithoutDeadLetter {
    const META: Meta = Meta::new(
        "cloud/lambda-without-dead-letter",
        "Failed events of a function are lost",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .aliases(&["c2eae442-d3ba-4cb1-84ca-1db4f80eae3d", "CKV_AWS_116", "LAMBDA_DLQ_CHECK"]);
    const TYPES: &'static [&'static str] = &["aws_lambda_function"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        const PATH: &str = "dead_letter_config.target_arn";
        let elsewhere = companion::of(on, scene, DESTINATIONS, &["function_name", "arn"])
            .map(|c| tri::written(c.at("destination_config.on_failure.destination")));
        let kept = tri::any(elsewhere.chain([tri::written(on.at(PATH))]));
        match kept {
            Some(false) => companion::lacking(
                on,
                scene,
                DESTINATIONS,
                format!("events that function `{}` cannot handle are dropped", on.name),
            ),
            _ => tri::verdict(kept, on, PATH, "failed events are kept", String::new),
        }
    }
}

/// Where the destination of failed events may be set instead.
const DESTINATIONS: &[Holder] = &[("aws_lambda_function_event_invoke_config", "function_name")];

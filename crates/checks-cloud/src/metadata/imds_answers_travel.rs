//! Answers of instance metadata travel beyond the machine.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Answers of instance metadata travel beyond the machine.
pub struct ImdsAnswersTravel;

impl Check for ImdsAnswersTravel {
    const META: Meta = Meta::new(
        "cloud/imds-answers-travel",
        "Answers of instance metadata travel beyond the machine",
        "cloud/metadata-service-protection",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1552.005"])
    .aliases(&["CKV_AWS_341"]);
    const TYPES: &'static [&'static str] =
        &["aws_launch_template", "aws_launch_configuration", "aws_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let limit = on.int("metadata_options.http_put_response_hop_limit", 1);
        if !limit.is_set() && !limit.is_unknown() {
            return Verdict::NotApplicable;
        }
        let endpoint = on.text("metadata_options.http_endpoint", "enabled");
        if endpoint.is(&"disabled".to_owned()) {
            return Verdict::pass(endpoint.span(), "the metadata service is off");
        }
        Verdict::on(
            &limit,
            |n| *n <= 1,
            "answers stay on the machine",
            || {
                let n = limit.known().copied().unwrap_or_default();
                let message =
                    format!("`{}` lets answers of instance metadata travel {n} hops", on.name);
                Failure::new(limit.span(), message)
            },
        )
    }
}

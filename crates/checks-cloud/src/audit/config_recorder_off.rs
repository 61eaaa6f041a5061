//! Recorder of AWS Config is off or leaves out resources.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Recorder of AWS Config is off or leaves out resources.
pub struct ConfigRecorderOff;

impl Check for ConfigRecorderOff {
    const META: Meta = Meta::new(
        "cloud/config-recorder-off",
        "Recorder of AWS Config is off or leaves out resources",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-4.3"])
    .aliases(&["CKV2_AWS_45"]);
    const TYPES: &'static [&'static str] = &["aws_config_configuration_recorder_status"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let enabled = on.bool("is_enabled", false);
        let on_or_off = Verdict::on(
            &enabled,
            |e| *e,
            "the recorder runs",
            || Failure::new(enabled.span(), format!("recorder `{}` is switched off", on.name)),
        );
        let recorder = scene
            .facts
            .targets(on, "name")
            .find(|r| &*r.kind == "aws_config_configuration_recorder")
            .or_else(|| by_name(on, scene));
        let Some(recorder) = recorder else { return on_or_off };
        let all = recorder.bool("recording_group.all_supported", true);
        on_or_off.and(Verdict::on(
            &all,
            |a| *a,
            "every supported resource is recorded",
            || {
                Failure::new(
                    all.span(),
                    format!("recorder `{}` leaves out types of resources", recorder.name),
                )
                .related_to(recorder.header, "the recorder", recorder.address.clone())
                .key("all_supported")
            },
        ))
    }
}

fn by_name<'a>(on: &Resource, scene: &Scene<'a>) -> Option<&'a Resource> {
    let name = on.at("name").str()?;
    let mut all = scene.facts.resources("aws_config_configuration_recorder");
    all.find(|r| r.root == on.root && r.at("name").str().unwrap_or("default") == name)
}

//! Detector of `GuardDuty` is switched off.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Detector of `GuardDuty` is switched off.
pub struct GuarddutyDetectorOff;

impl Check for GuarddutyDetectorOff {
    const META: Meta = Meta::new(
        "cloud/guardduty-detector-off",
        "Detector of GuardDuty is switched off",
        "cloud/threat-detection",
        Severity::Medium,
    )
    .aliases(&[
        "704dadd3-54fc-48ac-b6a0-02f170011473",
        "a25cd877-375c-4121-a640-730929936fac",
        "CKV_AWS_238",
        "AC_AWS_0131",
    ]);
    const TYPES: &'static [&'static str] = &["aws_guardduty_detector"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::kept(on, "enable", "GuardDuty is on", || {
            format!("detector `{}` is switched off", on.name)
        })
    }
}

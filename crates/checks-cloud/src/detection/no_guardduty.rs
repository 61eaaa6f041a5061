//! Nothing watches the account for attacks.

use ringfort_check::{Check, Meta, Project, Safety, Scene, Severity, Verdict};

use crate::support::{estate, settings::Switch};

/// Nothing watches the account for attacks.
pub struct NoGuardduty;

impl Check for NoGuardduty {
    const META: Meta = Meta::new(
        "cloud/no-guardduty",
        "Nothing watches the account for attacks",
        "cloud/threat-detection",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K10"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let Some(estate) = estate::aws(scene) else { return Verdict::NotApplicable };
        let mut detectors = scene.facts.resources("aws_guardduty_detector").peekable();
        if detectors.peek().is_none() {
            return estate::lacking(
                scene,
                estate.provider.header,
                "no GuardDuty detector is declared: nobody is told of stolen keys in use",
            );
        }
        let switch = Switch {
            path: "enable",
            want: true,
            default: true,
            note: "GuardDuty is on",
            safety: Some(Safety::Safe),
        };
        detectors
            .map(|d| switch.judge(d, || format!("detector `{}` is switched off", d.name)))
            .fold(Verdict::NotApplicable, Verdict::and)
    }
}

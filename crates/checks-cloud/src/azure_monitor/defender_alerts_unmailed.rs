//! Defender alerts are not mailed.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Defender alerts are not mailed.
pub struct DefenderAlertsUnmailed;

impl Check for DefenderAlertsUnmailed {
    const META: Meta = Meta::new(
        "cloud/defender-alerts-unmailed",
        "Defender alerts are not mailed",
        "cloud/threat-detection",
        Severity::Medium,
    )
    .frameworks(&["CIS-Azure-8.1.12", "CIS-Azure-8.1.14"])
    .aliases(&["9db38e87-f6aa-4b5e-a1ec-7266df259409", "CKV_AZURE_21", "AZU-0044"]);
    const TYPES: &'static [&'static str] = &["azurerm_security_center_contact"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "alert_notifications",
            want: true,
            default: false,
            note: "alerts are mailed",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("alerts are not mailed to contact `{}`", on.name))
    }
}

//! Azure flow log is off.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure flow log is off.
pub struct AzureFlowLogOff;

impl Check for AzureFlowLogOff {
    const META: Meta = Meta::new(
        "cloud/azure-flow-log-off",
        "Azure flow log is off",
        "cloud/audit-logging",
        Severity::Medium,
    )
    .aliases(&["b90842e5-6779-44d4-9760-972f4c03ba1c", "AZU-0073"]);
    const TYPES: &'static [&'static str] = &["azurerm_network_watcher_flow_log"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "enabled",
            want: true,
            default: false,
            note: "flows are logged",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("flow log `{}` records nothing", on.name))
    }
}

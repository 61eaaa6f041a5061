//! Accelerator keeps no flow log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Accelerator keeps no flow log.
pub struct AcceleratorWithoutFlowLogs;

impl Check for AcceleratorWithoutFlowLogs {
    const META: Meta = Meta::new(
        "cloud/accelerator-without-flow-logs",
        "Accelerator keeps no flow log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&["96e8183b-e985-457b-90cd-61c0503a3369", "CKV_AWS_75", "AC_AWS_0471"]);
    const TYPES: &'static [&'static str] = &["aws_globalaccelerator_accelerator"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::required(on, "attributes.flow_logs_enabled", "flows are logged", || {
            format!("accelerator `{}` does not log its flows", on.name)
        })
    }
}
